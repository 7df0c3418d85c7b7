package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.spi.Approval;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.SigningStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An explanation says what is, why, what comes next, when, and what is waited for. */
class ExplanationTest {
  private final Lab lab = new Lab();

  private void says(String... parts) {
    String text = lab.explained();
    for (String part : parts) {
      assertTrue(text.contains(part), () -> "\"" + part + "\" is not in\n" + text);
    }
  }

  private String lastLine() {
    return lab.explained().lines().reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void aReadyCertificateNamesItsRenewal() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    Instant renewal = lab.certificate().status().renewalTime();
    says("revision 1, valid from ", "it is to be renewed at " + renewal);
    says("CurrentCertificateNearingExpiry: PASSED");
    assertEquals("next: the renewal, at " + renewal, lastLine());
  }

  @Test
  void oneThatIsNeverRenewedByTimeSaysSo() {
    UnaryOperator<CertificateSpec.Builder> never =
        spec -> spec.renewal(new RenewalSpec(RenewalPolicy.DISABLED, List.of()));
    lab.apply(Lab.issuerNamed("ca"), Lab.withSpec(never));
    says("it is not renewed by time");
  }

  @Test
  void aFailureNamesTheNextAttempt() {
    lab.issuer = request -> SigningStep.Refused.failed("SigningError", "the CA is away");
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    Instant next = lab.now.plus(Duration.ofHours(1));
    says("there is no certificate yet", "failed attempts in a row: 1, the last at " + lab.now);
    says("Issuing=False Failed", "the CA is away", "waits: the last issuance failed");
    assertEquals("next: the next attempt, at " + next, lastLine());
  }

  @Test
  void aMissingIssuerIsWaitedFor() {
    lab.apply(Lab.web());
    says("waits: Referenced \"Issuer\" \"ca\" not found");
    assertEquals("next: goes on when what it waits for is there", lastLine());
    lab.apply(Lab.issuerNamed("ca"));
    assertTrue(lab.condition("Ready").isTrue(), "it heals by itself");
  }

  @Test
  void anIssuerThatIsNotReadyIsWaitedForWithItsReason() {
    lab.check = new IssuerCheck.NotReady("ErrGetKeyPair", "the Secret is not there", true);
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    says("waits: Referenced \"Issuer\" \"ca\" does not have a Ready", "the Secret is not there");
    lab.check = new IssuerCheck.Ready("KeyPairVerified", "", null);
    lab.pass(Duration.ofSeconds(5));
    assertTrue(lab.condition("Ready").isTrue(), "it heals by itself");
  }

  @Test
  void aPendingRequestNamesItsNextStepAndItsEnd() {
    Instant retry = lab.now.plusSeconds(90);
    lab.issuer = request -> new SigningStep.Pending(null, retry, "Pending", "still asking");
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    says(
        "waits: still asking (the next step is at " + retry,
        "the request fails at " + lab.now.plus(Duration.ofDays(1)));
    assertEquals("next: looks again at " + retry, lastLine());
  }

  @Test
  void anUndecidedApprovalIsNamed() {
    lab.approval = Approval.undecided();
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    assertTrue(lastLine().startsWith("next: ReviewRequest: asks the approval policy"), lastLine());
    lab.pass(Duration.ofMinutes(5));
    assertEquals(1, lab.events.stream().filter("WaitingForApproval"::equals).count());
    lab.approval = Approval.approved("Policy", "at last");
    lab.pass(Duration.ofMinutes(1));
    assertTrue(lab.condition("Ready").isTrue());
  }

  @Test
  void aStepThatFailsIsNamedUntilItSucceeds() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    lab.manager.close();
    FailingApproval failing = new FailingApproval();
    Lab other = new Lab();
    other.manager =
        CertificateManager.builder()
            .store(other.store)
            .clock(() -> other.now)
            .issuers(other)
            .approval(failing::review)
            .build();
    other.apply(Lab.issuerNamed("ca"), Lab.web());
    String text = other.explained();
    assertTrue(text.contains("fault: a step failed and is tried again at "), text);
    assertTrue(text.contains("the policy is out of order"), text);
    failing.works = true;
    other.pass(Duration.ofSeconds(1));
    assertTrue(!other.explained().contains("fault:"), other.explained());
    assertTrue(other.condition("Ready").isTrue());
  }

  /** An approval policy of the host that throws. */
  private static final class FailingApproval {
    private boolean works;

    Approval review(dev.perennial.model.CertificateRequest request) {
      if (!works) {
        throw new IllegalStateException("the policy is out of order for " + request.meta().name());
      }
      return Approval.approved("cert-manager.io", "approved");
    }
  }
}
