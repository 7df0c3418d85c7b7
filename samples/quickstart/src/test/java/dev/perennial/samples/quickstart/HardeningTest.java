package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.Approval;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Plug-ins, clocks and manifests that misbehave cost a delay, never a certificate. */
class HardeningTest {
  private static final String ALL = World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF;

  @Test
  void anErrorOfAnApprovalPolicyIsTriedAgain() {
    AtomicInteger errors = new AtomicInteger();
    try (World world =
        new World(
                b ->
                    b.approval(
                        request -> {
                          if (errors.getAndIncrement() == 0) {
                            throw new StackOverflowError("injected");
                          }
                          return Approval.approved("Policy", "fine");
                        }))
            .apply(ALL)) {
      world.pass(Duration.ofMinutes(1));
      assertTrue(world.condition("Ready").isTrue());
    }
  }

  @Test
  void aTaskThatTheExecutorLosesIsHandedOutAgain() {
    AtomicBoolean lose = new AtomicBoolean();
    try (World world =
        new World(
                b ->
                    b.executor(
                        task -> {
                          if (!lose.getAndSet(false)) {
                            task.run();
                          }
                        }))
            .apply(ALL)) {
      lose.set(true);
      world.manager.renew(World.WEB);
      world.manager.tick();
      assertEquals(1, world.web().status().revision());
      world.pass(Duration.ofMinutes(11));
      assertEquals(2, world.web().status().revision());
    }
  }

  @Test
  void anExecutorThatFailsIsAskedAgain() {
    AtomicBoolean fail = new AtomicBoolean(true);
    try (World world =
        new World(
            b ->
                b.executor(
                    task -> {
                      if (fail.getAndSet(false)) {
                        throw new OutOfMemoryError("no more threads");
                      }
                      task.run();
                    }))) {
      world.apply(ALL).pass(Duration.ofMinutes(1));
      assertTrue(world.condition("Ready").isTrue());
    }
  }

  @Test
  void aLeafWithADamagedPublicKeyIsIssuedAnew() {
    try (World world = new World().apply(ALL)) {
      ResourceKey key = ResourceKey.secret(new ResourceName("demo", "web-tls"));
      Versioned<?> stored = world.store.read(key).orElseThrow();
      SecretBundle secret = (SecretBundle) stored.resource();
      for (int bit = 0; bit < 8; bit++) {
        Map<String, SecretBytes> data = new HashMap<>(secret.data());
        data.put(SecretBundle.TLS_CRT, damaged(secret, bit));
        Versioned<?> now = world.store.read(key).orElseThrow();
        world.store.update(secret.toBuilder().data(data).build(), now.version());
        world.pass(Duration.ofDays(3));
        assertTrue(world.condition("Ready").isTrue(), () -> world.events.toString());
        assertTrue(world.manager.explain(World.WEB).isPresent());
      }
    }
  }

  /** Flips a bit in the algorithm of the subject's public key (RFC 5280, section 4.1.2.7). */
  private static SecretBytes damaged(SecretBundle secret, int bit) {
    String pem =
        new String(
            secret.value(SecretBundle.TLS_CRT).orElseThrow().revealBytes(),
            StandardCharsets.US_ASCII);
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    int from = pem.indexOf(begin) + begin.length();
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(from, pem.indexOf(end)));
    byte[] ecPublicKey = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    int at = indexOf(der, ecPublicKey);
    der[at + ecPublicKey.length] ^= (byte) (1 << bit);
    String damaged =
        begin
            + "\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n"
            + end
            + "\n";
    return SecretBytes.ofUtf8(damaged);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i < bytes.length - part.length; i++) {
      if (matches(bytes, i, part)) {
        return i;
      }
    }
    throw new AssertionError("no EC key");
  }

  private static boolean matches(byte[] bytes, int at, byte[] part) {
    for (int i = 0; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aClockThatWasYearsAheadForAMinuteLeavesAValidLeaf() {
    try (World world = new World().apply(ALL)) {
      Instant truth = world.now;
      world.now = truth.plus(Duration.ofDays(3650));
      world.manager.tick();
      world.pass(Duration.ofMinutes(5));
      assertNotEquals(1, world.web().status().revision(), "it was renewed in the jump");
      world.now = truth.plus(Duration.ofMinutes(5));
      world.manager.tick();
      world.pass(Duration.ofDays(2));
      X509Certificate leaf = world.leaf();
      assertFalse(leaf.getNotBefore().toInstant().isAfter(world.now), leaf.toString());
      assertTrue(world.condition("Ready").isTrue());
      world.pass(Duration.ofDays(200));
      assertTrue(world.leaf().getNotAfter().toInstant().isAfter(world.now), "renewed as ever");
    }
  }

  @Test
  void anApprovalDoesNotComeWithAManifest() {
    AtomicInteger asked = new AtomicInteger();
    try (World world =
        new World(
                b ->
                    b.approval(
                        request -> {
                          asked.incrementAndGet();
                          boolean ours = request.spec().isCa();
                          return ours
                              ? Approval.approved("Policy", "our CA")
                              : Approval.denied("Policy", "nobody else");
                        }))
            .apply(ALL)) {
      CertificateRequest made =
          (CertificateRequest)
              world
                  .store
                  .read(ResourceKey.certificateRequest(new ResourceName("demo", "web-1")))
                  .orElseThrow()
                  .resource();
      int before = asked.get();
      Condition approved =
          Condition.of(ConditionTypes.APPROVED, ConditionStatus.TRUE, "me", "I say so");
      world.manager.apply(
          CertificateRequest.builder()
              .meta(
                  made.meta().toBuilder().name("forged").uid("").ownerReferences(List.of()).build())
              .spec(made.spec())
              .status(made.status().toBuilder().conditions(List.of(approved)).build())
              .build());
      world.pass(Duration.ofMinutes(5));
      CertificateRequest forged =
          (CertificateRequest)
              world
                  .store
                  .read(ResourceKey.certificateRequest(new ResourceName("demo", "forged")))
                  .orElseThrow()
                  .resource();
      assertEquals(before + 1, asked.get(), "the policy is asked");
      assertEquals("", forged.status().certificate());
      assertTrue(forged.status().condition(ConditionTypes.DENIED).isPresent());
    }
  }

  @Test
  void aManifestWithoutNamespaceGoesToTheDefaultOne() {
    try (World world = new World()) {
      world.manager.applyAll(Manifests.read("test", ALL.replace(", namespace: demo", "")));
      world.pass(Duration.ofMinutes(1));
      assertTrue(world.manager.secret(new ResourceName("default", "web-tls")).isPresent());
    }
  }
}
