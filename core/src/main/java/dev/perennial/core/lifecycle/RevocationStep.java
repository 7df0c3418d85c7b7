package dev.perennial.core.lifecycle;

import dev.perennial.model.RevocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Has a certificate revoked that a person wants revoked, until the CA has done it or will not. What
 * is to be revoked stands in the status, so that a crash loses nothing. A renewal never revokes:
 * the predecessor may still be in use. cert-manager does not revoke.
 */
final class RevocationStep implements Lifecycle.Step {
  private static final String NAME = "Revocation";

  /** The longest wait between two attempts: further ahead is a clock that has jumped back. */
  static final Duration LONGEST_WAIT = Duration.ofDays(7);

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    RevocationStatus revocation = view.certificate().status().revocation();
    if (revocation == null) {
      return Optional.empty();
    }
    Instant retry = revocation.retryTime();
    if (!revocation.isPending() || retry == null) {
      trail.add(new Finding(NAME, Finding.Outcome.PASSED, "Settled", settled(revocation)));
      return Optional.empty();
    }
    if (!now.isBefore(retry) || retry.isAfter(now.plus(LONGEST_WAIT))) {
      return Optional.of(new Action.RevokeCertificate(revocation.issuer()));
    }
    String message =
        what(revocation) + " is not revoked yet: " + revocation.lastError() + "; next at " + retry;
    trail.add(Finding.waiting(NAME, "RevocationPending", message));
    trail.wakeAt(retry);
    return Optional.empty();
  }

  private static String settled(RevocationStatus revocation) {
    return revocation.revocationTime() == null
        ? what(revocation) + " was not revoked: " + revocation.lastError()
        : what(revocation) + " was revoked at " + revocation.revocationTime();
  }

  private static String what(RevocationStatus revocation) {
    return "the certificate with the fingerprint "
        + revocation.fingerprint()
        + " ("
        + revocation.reason().manifestName()
        + ")";
  }
}
