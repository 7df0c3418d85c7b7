package dev.perennial.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Approval;
import dev.perennial.testkit.ScriptedAnswer;
import dev.perennial.testkit.ScriptedIssuer;
import dev.perennial.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What histories found once, each as short as it gets. */
class RegressionTest {
  private final World world = new World();

  private Certificate certificate(String name) {
    return world.manager.certificate(World.name(name)).orElseThrow();
  }

  private boolean isReady(String name) {
    return certificate(name).status().condition(ConditionTypes.READY).orElseThrow().isTrue();
  }

  @Test
  void aCertificateThatIsMadeAgainTakesThePlaceOfTheFormer() {
    world.deleteCertificate("b");
    world.tick();
    assertEquals(1, world.all(ResourceType.CERTIFICATE_REQUEST).size(), "only the one of a");
    world.edit("b", spec -> spec.toBuilder().isCa(true).build());
    world.tick();
    assertTrue(isReady("b"));
  }

  @Test
  void aRequestOfAPersonAtTheNameOfOursDoesNotSpinTheManager() {
    CertificateRequest stranger =
        CertificateRequest.builder()
            .meta(ObjectMeta.builder().namespace(World.NAMESPACE).name("b-2").build())
            .spec(
                CertificateRequestSpec.builder()
                    .issuerRef(ScriptedIssuer.ref("nobody"))
                    .request("none")
                    .build())
            .build();
    world.kept.create(stranger);
    world.renew("b");
    world.tick();
    assertTrue(isReady("b"), "what works stays");
    world.remove(stranger.key());
    world.pass(Duration.ofMinutes(1));
    world.tick();
    assertEquals(2, certificate("b").status().revision());
  }

  @Test
  void anAnswerWhoseCaDoesNotDecodeFailsTheAttempt() {
    world.issuer.then(ScriptedAnswer.answerWithGarbageCa());
    world.renew("b");
    world.tick();
    assertEquals(1, certificate("b").status().failedIssuanceAttempts());
    assertTrue(isReady("b"));
    world.pass(Duration.ofHours(2));
    world.renew("b");
    world.tick();
    assertEquals(2, certificate("b").status().revision());
  }

  @Test
  void anIssuanceThatBeganInTheFutureMayFailInThePresent() {
    world.approval = Approval.undecided();
    world.renew("b");
    world.tick();
    world.clock.advance(Duration.ofDays(-1));
    world.approval = Approval.denied("Test", "no");
    world.restart();
    world.tick();
    assertEquals(1, certificate("b").status().failedIssuanceAttempts());
  }

  @Test
  void aKeptKeyIsTriedAgainAlthoughTheFailureLiesInTheFuture() {
    world.edit("b", Edits.ALL.get("keep the key"));
    world.approval = Approval.denied("Test", "no");
    world.renew("b");
    world.tick();
    world.approval = Approval.approved("Test", "yes");
    world.clock.advance(Duration.ofDays(-300));
    world.restart();
    world.renew("b");
    world.tick();
    assertEquals(2, certificate("b").status().revision());
    assertEquals(
        RotationPolicy.NEVER, certificate("b").spec().privateKey().effectiveRotationPolicy());
  }

  @Test
  void aKeyThatIsExchangedWhileItIsPublishedIsNotPublished() {
    for (int n = 1; n < 250; n++) {
      world.renew("b");
      world.meddler.after(n, () -> exchangeNextKey(world));
      world.tick();
      world.meddler.heal();
      assertEquals(List.of(), world.guard.faults(), "before operation " + n);
    }
  }

  private static void exchangeNextKey(World world) {
    SecretBundle foreign = world.secret(World.name("a-tls")).orElseThrow();
    world.guard.asStranger(
        () ->
            world.all(ResourceType.SECRET).stream()
                .filter(s -> s.meta().labels().containsKey("cert-manager.io/next-private-key"))
                .map(SecretBundle.class::cast)
                .forEach(
                    s ->
                        world.kept.update(
                            s.toBuilder().data(foreign.data()).build(),
                            world.kept.read(s.key()).orElseThrow().version())));
  }

  @Test
  void anOwnedSecretNamesItsOwnerAndTheManagerRests() {
    InMemoryStore store = new InMemoryStore();
    TestClock clock = TestClock.create();
    try (CertificateManager manager =
        CertificateManager.builder()
            .store(store)
            .clock(clock)
            .issuers(ScriptedIssuer.ofSeed(1))
            .settings(Settings.builder().ownSecrets(true).build())
            .budget(50)
            .build()) {
      manager.apply(ScriptedIssuer.manifest(World.NAMESPACE, "ca"));
      manager.apply(Edits.first("b"));
      assertTrue(manager.tick().isAfter(clock.instant()), "it rests");
      String uid = manager.certificate(World.name("b")).orElseThrow().meta().uid();
      ResourceKey key = ResourceKey.secret(World.name("b-tls"));
      assertEquals(
          uid, store.read(key).orElseThrow().resource().meta().ownerReferences().get(0).uid());
    }
  }
}
