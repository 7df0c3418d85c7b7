package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.Annotations;
import dev.perennial.model.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether to issue anew. Source: cert-manager {@code NewTriggerPolicyChain}; those after them are
 * additions, and the settings can switch them off.
 */
final class TriggerChain {
  /** By how much the clock of an issuer may be ahead of ours before its leaf counts as useless. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  /** cert-manager's policies, in order. */
  static final List<Policy> CERT_MANAGER =
      Stream.concat(
              ReadinessChain.UP_TO_DATE.stream(),
              Stream.of(new Policy("CurrentCertificateNearingExpiry", TriggerChain::nearingExpiry)))
          .toList();

  /** All policies, in order. */
  static final List<Policy> POLICIES =
      Stream.concat(
              CERT_MANAGER.stream(),
              Stream.of(
                  new Policy("CurrentCertificateNotYetValid", TriggerChain::notYetValid),
                  new Policy("NameConstraintsChanged", TriggerChain::nameConstraintsChanged),
                  new Policy("IssuingCAChanged", TriggerChain::issuingCaChanged),
                  Compromise.POLICY))
          .toList();

  private TriggerChain() {}

  /**
   * Returns the next instant after {@code now} at which the chain may answer otherwise although
   * nothing else has changed, or empty when there is none.
   */
  static Optional<Instant> nextChange(View view, Instant now) {
    PolicyInput input = PolicyInput.of(view, now);
    return Stream.concat(due(RenewalTime.of(input)).stream(), caChangeDue(input).stream())
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  /** A spec at fault must not cost the certificate: then the time before the windows counts. */
  private static Optional<Instant> due(RenewalTime.Result renewal) {
    return renewal.time().or(renewal::desired);
  }

  private static Optional<Violation> nearingExpiry(PolicyInput input) {
    RenewalTime.Result renewal = RenewalTime.of(input);
    Optional<Instant> due = due(renewal);
    if (due.isEmpty() || input.now().isBefore(due.get())) {
      return passed();
    }
    return renewal.message().isEmpty()
        ? violated(
            Reasons.RENEWING, "Renewing certificate as renewal was scheduled at " + due.get())
        : violated(Reasons.WINDOW_ERROR, renewal.message());
  }

  private static Optional<Violation> notYetValid(PolicyInput input) {
    LeafFacts leaf = input.secret().leaf();
    return leaf != null && leaf.notBefore().isAfter(input.now().plus(CLOCK_SKEW))
        ? violated(
            Reasons.NOT_YET_VALID,
            "Issuing certificate as the one in the Secret is not valid before " + leaf.notBefore())
        : passed();
  }

  private static Optional<Violation> nameConstraintsChanged(PolicyInput input) {
    RequestFacts current = input.current();
    boolean changed =
        input.settings().reissueOnNameConstraintsChange()
            && current != null
            && current.csr() != null
            && !SpecMatch.sameNameConstraints(current.csr(), input.spec());
    return changed
        ? violated(
            Reasons.REQUEST_CHANGED,
            "Fields on existing CertificateRequest resource not up to date:"
                + " [spec.nameConstraints]")
        : passed();
  }

  private static Optional<Violation> issuingCaChanged(PolicyInput input) {
    return caChangeDue(input)
        .filter(due -> !input.now().isBefore(due))
        .flatMap(
            due ->
                violated(
                    Reasons.CA_CHANGED,
                    "Issuing certificate as the CA that signed it was replaced by the one with the"
                        + " fingerprint "
                        + input.issuer().signingCa()));
  }

  /** When the turn of this certificate comes after its CA was replaced; empty when it was not. */
  private static Optional<Instant> caChangeDue(PolicyInput input) {
    String signedBy = input.secret().annotation(Annotations.ISSUING_CA);
    String signsNow = input.issuer().signingCa();
    LeafFacts leaf = input.secret().leaf();
    boolean changed =
        input.settings().reissueOnCaChange()
            && leaf != null
            && signedBy != null
            && signsNow != null
            && !signsNow.equals(signedBy);
    if (!changed) {
      return Optional.empty();
    }
    Instant since = input.issuer().signingCaSince();
    if (since == null) {
      return Optional.of(Instant.MIN);
    }
    double fraction = Spread.fraction(input.certificate().meta().uid(), "ca-change/" + signsNow);
    return Optional.of(since.plus(Spread.within(input.settings().caChangePace(), fraction)));
  }
}
