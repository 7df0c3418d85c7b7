package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stops a loop of issuing: the same trigger that fires again soon after a success backs off like a
 * failure. cert-manager has no such guard.
 *
 * <p>What counts as a loop:
 *
 * <ul>
 *   <li>The trigger of the last success fires within the loop window after the end of the last
 *       wait: whoever undoes our work once an hour is waited for 2 hours, then 4, up to the
 *       maximum.
 *   <li>A secret that still is what the last request brought was not tampered with: its owner
 *       edited the spec, and is served at once. A CA that keeps changing is none of its doing.
 *   <li>A renewal is part of a loop only when the leaf was due as soon as it came, however short
 *       its lifetime: the issuer back-dates or shortens, or an old leaf was put back.
 *   <li>A deleted secret is given back at once the first time, since deleting it is how people ask
 *       for a new one, and nothing is served meanwhile.
 *   <li>A renewal that a person asked for never is: it does not come through here, and ends a
 *       count.
 * </ul>
 */
final class LoopGuard {
  /** Of what the leaf had left at the last success, the wait leaves a third. */
  private static final int SHARES = 3;

  /** Far more than the wait needs to reach any maximum. */
  private static final int MOST = 1000;

  private LoopGuard() {}

  /**
   * Returns until when to hold an issuance, or empty when it may begin now.
   *
   * @param view the view of the certificate
   * @param reason the reason of the trigger that fired
   * @param now the present
   */
  static Optional<Instant> holdUntil(View view, String reason, Instant now) {
    return holdUntil(PolicyInput.of(view, now), reason);
  }

  /** Returns the same for the input of a policy. */
  static Optional<Instant> holdUntil(PolicyInput input, String reason) {
    CertificateStatus status = input.status();
    Instant last = status.lastIssuanceTime();
    boolean loop =
        last != null
            && isRepeat(status, reason, input.now(), input.settings())
            && isSuspect(input, reason, last);
    if (last == null || !loop) {
      return Optional.empty();
    }
    Duration wait = wait(status, reason, input.settings());
    Instant until = last.plus(isByTime(reason) ? capped(wait, input, last) : wait);
    return Optional.of(until).filter(input.now()::isBefore);
  }

  /**
   * Returns how many times in a row the same trigger fired soon after a success, once another
   * issuance has succeeded; null for none.
   *
   * @param status the status before the success is recorded
   * @param reason the reason for which the issuance began
   * @param now the present; the time when the issuance began counts where the status has it
   * @param settings the settings of the host
   */
  static @Nullable Integer repeats(
      CertificateStatus status, String reason, Instant now, Settings settings) {
    Instant began =
        status.condition(ConditionTypes.ISSUING).map(Condition::lastTransitionTime).orElse(now);
    boolean counts = isRepeat(status, reason, began, settings) && mayLoop(status, reason);
    return counts ? count(status) + 1 : null;
  }

  private static boolean isRepeat(
      CertificateStatus status, String reason, Instant fired, Settings settings) {
    Instant last = status.lastIssuanceTime();
    if (last == null || !sameTrigger(reason, status.lastIssuanceReason())) {
      return false;
    }
    Duration soon = wait(status, reason, settings).plus(settings.loopWindow());
    // A success in the future was recorded by a clock that has jumped back since.
    return !settings.loopWindow().isZero()
        && !fired.isBefore(last)
        && fired.isBefore(last.plus(soon));
  }

  private static boolean sameTrigger(String reason, @Nullable String last) {
    return reason.equals(last) || isByTime(reason) && last != null && isByTime(last);
  }

  private static boolean isByTime(String reason) {
    return reason.equals(Reasons.RENEWING) || reason.equals(Reasons.WINDOW_ERROR);
  }

  private static boolean mayLoop(CertificateStatus status, String reason) {
    Instant last = status.lastIssuanceTime();
    Instant due = status.renewalTime();
    return switch (reason) {
      case Reasons.MANUALLY_TRIGGERED, Reasons.REQUEST_CHANGED -> false;
      case Reasons.RENEWING, Reasons.WINDOW_ERROR ->
          last == null || due == null || !due.isAfter(last);
      default -> true;
    };
  }

  private static boolean isSuspect(PolicyInput input, String reason, Instant last) {
    if (isByTime(reason)) {
      return RenewalTime.of(input).desired().filter(due -> !due.isAfter(last)).isPresent();
    }
    RequestFacts current = input.current();
    boolean untouched = current != null && input.secret().holds(current, input.certificate());
    return reason.equals(Reasons.CA_CHANGED) || !untouched;
  }

  private static Duration wait(CertificateStatus status, String reason, Settings settings) {
    int failures = reason.equals(Reasons.DOES_NOT_EXIST) ? count(status) : count(status) + 1;
    return failures == 0 ? Duration.ZERO : Backoff.delay(failures, settings);
  }

  private static int count(CertificateStatus status) {
    Integer repeated = status.repeatedIssuances();
    return repeated == null ? 0 : Math.max(0, Math.min(repeated, MOST));
  }

  /** The guard itself must not let a certificate expire that could have been renewed. */
  private static Duration capped(Duration wait, PolicyInput input, Instant last) {
    LeafFacts leaf = input.secret().leaf();
    if (leaf == null || !leaf.notAfter().isAfter(last)) {
      return wait;
    }
    Duration left = Duration.between(last, leaf.notAfter());
    Duration most = left.minus(left.dividedBy(SHARES));
    return wait.compareTo(most) < 0 ? wait : most;
  }
}
