package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A renewal that no window allows, and a spec whose windows make no sense. */
class RenewalFaultTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant DUE = NOW.plus(Duration.ofDays(60));
  private static final RenewalWindow NEVER_OPEN =
      new RenewalWindow("0 0 * * *", Duration.ZERO, "UTC");
  private static final RenewalWindow NOT_IN_TIME =
      new RenewalWindow("0 0 1 12 *", Duration.ofHours(1), "UTC");

  private static View view(RenewalWindow window, @Nullable CertificateStatus status) {
    Certificate certificate =
        Certificate.builder()
            .meta(ObjectMeta.builder().name("c").namespace("n").uid("u").generation(3).build())
            .spec(
                CertificateSpec.builder()
                    .secretName("tls")
                    .dnsNames(List.of("a.example"))
                    .issuerRef(IssuerRef.issuer("ca"))
                    .renewal(new RenewalSpec(RenewalPolicy.RENEW_BEFORE, List.of(window)))
                    .build())
            .status(status == null ? CertificateStatus.builder().revision(1).build() : status)
            .build();
    LeafFacts leaf =
        LeafFacts.simulated(certificate.spec(), "key", NOW, NOW.plus(Duration.ofDays(90)), "leaf");
    KeyFacts key = new KeyFacts(KeyAlgorithm.RSA, 2048, "key");
    return View.builder()
        .certificate(certificate)
        .secret(SecretFacts.simulated(certificate, key, leaf))
        .settings(Settings.builder().renewalSpread(0).build())
        .build();
  }

  private static Action.SetStatus act(Lifecycle.Step step, View view, Instant now) {
    Decision.Act act =
        assertInstanceOf(Decision.Act.class, Lifecycle.decide(List.of(step), view, now));
    return (Action.SetStatus) act.action();
  }

  private static List<String> reasons(Action.SetStatus action) {
    return action.notices().stream().map(Notice::reason).toList();
  }

  @Test
  void aRenewalOutsideOfItsWindowsIsARenewalWithAWarning() {
    for (RenewalWindow window : List.of(NEVER_OPEN, NOT_IN_TIME)) {
      Action.SetStatus begun = act(new TriggerStep(), view(window, null), DUE);
      Condition issuing = begun.status().condition("Issuing").orElseThrow();
      assertEquals("Renewing", issuing.reason());
      assertEquals(3, issuing.observedGeneration());
      assertEquals(List.of("WindowError", "Issuing"), reasons(begun));
    }
  }

  @Test
  void aSpecAtFaultMakesTheCertificateNotReadyAndIsToldOnce() {
    Action.SetStatus seen = act(new ReadinessStep(), view(NEVER_OPEN, null), NOW);
    Condition ready = seen.status().condition("Ready").orElseThrow();
    assertEquals(ConditionStatus.FALSE, ready.status());
    assertEquals("WindowError", ready.reason());
    assertEquals(null, seen.status().renewalTime());
    assertEquals(List.of("WindowError"), reasons(seen));
    View after = view(NEVER_OPEN, seen.status());
    assertInstanceOf(
        Decision.Rest.class, Lifecycle.decide(List.of(new ReadinessStep()), after, NOW));
  }

  /** The desired time stands then (design, section 7), and a condition of its own says so. */
  @Test
  void aWindowThatDoesNotOpenInTimeLeavesTheCertificateReady() {
    Action.SetStatus seen = act(new ReadinessStep(), view(NOT_IN_TIME, null), NOW);
    assertEquals("Ready", seen.status().condition("Ready").orElseThrow().reason());
    assertEquals(DUE, seen.status().renewalTime());
    assertEquals(List.of(), reasons(seen));
  }
}
