package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Has the CA asked when it wants the certificate to be renewed (RFC 9773): right after an issuance,
 * and then whenever it is due. What comes out is stored, so that one node asks for all. Source:
 * cert-manager {@code pkg/controller/certificates/readiness}.
 */
final class RenewalInformationStep implements Lifecycle.Step {
  private static final String NAME = "RenewalInformation";

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    if (view.isIssuing()) {
      return Optional.empty();
    }
    AriStatus ari = view.certificate().status().ari();
    LeafFacts leaf = view.secret().leaf();
    if (leaf == null || !isAdvised(view, now)) {
      return ari == null ? Optional.empty() : Optional.of(clear(view));
    }
    if (ari == null || isDue(ari, leaf, now)) {
      return view.issuer().state() == IssuerFacts.State.READY
          ? Optional.of(new Action.PollRenewalInformation(view.issuerInUse()))
          : Optional.empty();
    }
    trail.add(new Finding(NAME, Finding.Outcome.PASSED, "Polled", words(ari)));
    Optional.ofNullable(ari.nextCheck()).ifPresent(trail::wakeAt);
    return Optional.empty();
  }

  private static boolean isAdvised(View view, Instant now) {
    return view.issuer().advises()
        && SecretPolicies.issuerAnnotationsMismatch(PolicyInput.of(view, now)).isEmpty();
  }

  /** A leaf that is valid later only must not be asked about again and again until then. */
  private static boolean isDue(AriStatus ari, LeafFacts leaf, Instant now) {
    Instant last = ari.lastChecked();
    Instant next = ari.nextCheck();
    return last == null
        || next == null
        || !now.isBefore(next)
        || RenewalInformation.isBeyondClock(last, now)
        || RenewalInformation.isOfAnother(ari, leaf) && !now.isBefore(leaf.notBefore());
  }

  private static Action clear(View view) {
    return new Action.SetStatus(
        Action.Cause.CLEAR_RENEWAL_INFORMATION,
        view.certificate().status().toBuilder().ari(null).build(),
        List.of());
  }

  private static String words(AriStatus ari) {
    String window =
        ari.windowStart() == null
            ? "the CA suggests no time for the renewal"
            : "the CA suggests a renewal from "
                + ari.windowStart()
                + " to "
                + ari.windowEnd()
                + ", in which "
                + ari.selectedTime()
                + " was drawn"
                + (ari.explanationUrl().isEmpty() ? "" : " (why: " + ari.explanationUrl() + ")");
    return window
        + "; it was asked at "
        + ari.lastChecked()
        + " and is asked again at "
        + ari.nextCheck()
        + (ari.lastError().isEmpty() ? "" : "; the last time it could not be: " + ari.lastError());
  }
}
