package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.SigningStep;
import dev.perennial.testkit.ScriptedIssuer;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.AcmeProfile;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused before an order is placed. */
class OrderPreviewTest {
  @Test
  void anUnknownProfileIsRefusedBeforeTheOrder() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca =
            AcmeCa.builder(world.clock)
                .alwaysValid()
                .profiles(AcmeProfile.CLASSIC, AcmeProfile.SHORT_LIVED)
                .start()) {
      world.issuer("ca", ca, "profile: shortlife");
      world.certificate("", "");
      world.pass(Duration.ofMinutes(2));
      assertEquals(0, ca.requests().count(RequestKind.NEW_ORDER), world.explain());
      assertTrue(world.explain().contains("[classic, shortlived]"), world.explain());
      world.issuer("ca", ca, "profile: shortlived");
      world.pass(Duration.ofHours(2));
      assertTrue(world.isReady(), world.explain());
    }
  }

  @Test
  void aWarningIsToldOnceForAnOrderAndStaysInTheExplanation() {
    ScriptedIssuer issuer = ScriptedIssuer.ofSeed(1);
    List<LifecycleEvent> events = new ArrayList<>();
    try (InMemoryStore store = new InMemoryStore();
        CertificateManager manager =
            CertificateManager.builder()
                .store(store)
                .clock(TestClock.create())
                .issuers(issuer)
                .listener(events::add)
                .build()) {
      issuer.then(
          step ->
              new SigningStep.Pending(
                  Checkpoint.of("0"),
                  step.now(),
                  "OrderPending",
                  "about to be placed",
                  List.of(new SigningStep.Note("ClientAuthNotIssued", "no clients here"))));
      manager.apply(ScriptedIssuer.manifest("demo", "ca"));
      manager.apply(
          Certificate.builder()
              .meta(ObjectMeta.builder().namespace("demo").name("web").build())
              .spec(
                  CertificateSpec.builder()
                      .secretName("web-tls")
                      .dnsNames(List.of("web.example.com"))
                      .issuerRef(ScriptedIssuer.ref("ca"))
                      .build())
              .build());
      for (int i = 0; i < 5; i++) {
        manager.tick();
      }
      String text = manager.explain(RenewalWorld.WEB).orElseThrow().text();
      assertEquals(1, issuer.signings(), text);
      assertTrue(text.contains("ClientAuthNotIssued: no clients here"), text);
      List<LifecycleEvent> warnings =
          events.stream().filter(e -> e.reason().equals("ClientAuthNotIssued")).toList();
      assertEquals(1, warnings.size());
      assertEquals(LifecycleEvent.Level.WARNING, warnings.get(0).level());
    }
  }
}
