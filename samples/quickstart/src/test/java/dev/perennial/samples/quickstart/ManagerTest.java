package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Approval;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The manager with the two real issuers, on virtual time. */
class ManagerTest {
  @Test
  void aLeafIsIssuedThroughTheCa() throws Exception {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      assertTrue(world.condition("Ready").isTrue());
      X509Certificate leaf = world.leaf();
      leaf.verify(
          Certificates.decodeFirst(
                  world.secret("root-tls").value("tls.crt").orElseThrow().revealBytes())
              .getPublicKey());
      assertEquals(1, world.web().status().revision());
    }
  }

  @Test
  void theOrderInWhichResourcesComeDoesNotMatter() {
    try (World world = new World().apply(World.LEAF)) {
      assertEquals(ConditionStatus.FALSE, world.condition("Ready").status());
      assertTrue(world.events.stream().anyMatch(e -> e.reason().equals("IssuerNotFound")));
      world.apply(World.ISSUERS);
      assertTrue(world.events.stream().anyMatch(e -> e.reason().equals("ErrGetKeyPair")));
      world.apply(World.ROOT);
      assertTrue(world.condition("Ready").isTrue(), "it heals by itself");
    }
  }

  @Test
  void itIsRenewedEverySixtyDaysAndNeverExpires() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      // The spread renews at most 1.8 days of 60 early; before the CA's own turn at 236 days.
      world.pass(Duration.ofDays(230));
      assertEquals(4, world.web().status().revision());
      assertTrue(world.leaf().getNotAfter().toInstant().isAfter(world.now));
      assertEquals(1, world.manager.previousSecrets(World.WEB).size());
    }
  }

  @Test
  void aSecretThatIsGoneIsIssuedAnew() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      world.manager.delete(ResourceKey.secret(new ResourceName("demo", "web-tls")));
      world.manager.tick();
      assertTrue(world.condition("Ready").isTrue());
      assertEquals(2, world.web().status().revision());
    }
  }

  @Test
  void aChangedSpecIsIssuedAnewAndAnUnchangedOneIsNot() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      world.apply(World.LEAF);
      assertEquals(1, world.web().status().revision());
      world.apply(World.LEAF.replace("[web.example]", "[web.example, www.example]"));
      assertEquals(2, world.web().status().revision());
      assertEquals(2, world.web().meta().generation());
    }
  }

  @Test
  void aRenewalByHandMakesANewKey() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      X509Certificate before = world.leaf();
      world.manager.renew(World.WEB);
      world.manager.tick();
      assertNotEquals(before.getPublicKey(), world.leaf().getPublicKey());
      assertEquals("ManuallyTriggered", world.web().status().lastIssuanceReason());
    }
  }

  @Test
  void aKeyUnderPolicyNeverIsUsedAgain() {
    String never =
        World.LEAF.replace("{algorithm: ECDSA}", "{algorithm: ECDSA, rotationPolicy: Never}");
    try (World world = new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + never)) {
      X509Certificate before = world.leaf();
      world.manager.renew(World.WEB);
      world.manager.tick();
      assertEquals(before.getPublicKey(), world.leaf().getPublicKey());
      assertNotEquals(before.getSerialNumber(), world.leaf().getSerialNumber());
    }
  }

  @Test
  void aDenialUnderPolicyNeverDoesNotStick() {
    String never =
        World.LEAF.replace("{algorithm: ECDSA}", "{algorithm: ECDSA, rotationPolicy: Never}");
    AtomicBoolean deny = new AtomicBoolean();
    try (World world =
        new World(
                b ->
                    b.approval(
                        request ->
                            deny.get()
                                ? Approval.denied("Policy", "not today")
                                : Approval.approved("Policy", "fine")))
            .apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + never)) {
      deny.set(true);
      world.manager.renew(World.WEB);
      world.manager.tick();
      assertEquals(1, world.web().status().failedIssuanceAttempts());
      assertEquals(world.now.plus(Duration.ofHours(1)), world.web().status().nextAttemptTime());
      assertTrue(world.condition("Ready").isTrue(), "the pair that works stays");
      deny.set(false);
      world.pass(Duration.ofHours(2));
      world.manager.renew(World.WEB);
      world.manager.tick();
      assertEquals(2, world.web().status().revision());
    }
  }

  @Test
  void theLeafDoesNotOutliveItsCa() {
    String shortRoot = World.ROOT.replace("8760h", "240h");
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + shortRoot + "---\n" + World.LEAF)) {
      Instant caEnd = world.now.plus(Duration.ofHours(240));
      assertEquals(caEnd, world.leaf().getNotAfter().toInstant());
      assertTrue(world.condition("LifetimeCut").isTrue());
    }
  }

  @Test
  void aReplacedCaIssuesItsLeavesAnewAtThePaceOfTheHost() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      world.manager.renew(new ResourceName("demo", "root"));
      world.pass(Duration.ofHours(1));
      assertEquals(2, world.web().status().revision());
      assertEquals("CAChanged", world.web().status().lastIssuanceReason());
    }
  }

  @Test
  void keystoresAreWrittenAndRewrittenWhenThePasswordChanges() throws Exception {
    String leaf =
        World.LEAF
            + "  keystores:\n    pkcs12: {create: true, passwordSecretRef: {name: pw, key: p}}\n";
    String password =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: pw, namespace: demo}\nstringData: {p: %s}\n";
    try (World world = new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + leaf)) {
      assertFalse(world.manager.secret(new ResourceName("demo", "web-tls")).isPresent());
      assertTrue(
          world.events.stream().anyMatch(e -> e.reason().equals("KeystorePasswordSecretNotFound")));
      world.apply(password.formatted("first"));
      open(world, "first");
      world.apply(password.formatted("second"));
      open(world, "second");
      assertEquals(1, world.web().status().revision(), "rewritten, not issued anew");
    }
  }

  private static void open(World world, String password) throws Exception {
    byte[] bytes =
        world.secret("web-tls").value(SecretBundle.KEYSTORE_P12).orElseThrow().revealBytes();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), password.toCharArray());
    assertTrue(store.size() > 0);
  }

  @Test
  void withNothingDueATickReturnsTheSameInstantAndReadsNothing() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      Instant next = world.manager.tick();
      world.store.close(); // a read would throw now
      assertSame(next, world.manager.tick());
    }
  }

  @Test
  void somebodyWhoSleepsIsWokenByAnEarlierDueTime() {
    try (World world =
        new World().apply(World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF)) {
      AtomicBoolean woken = new AtomicBoolean();
      world.manager.onEarlier(() -> woken.set(true));
      world.manager.renew(World.WEB);
      assertTrue(woken.get());
      assertFalse(world.manager.nextDue().isAfter(world.now));
    }
  }
}
