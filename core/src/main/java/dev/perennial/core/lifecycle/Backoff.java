package dev.perennial.core.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after a failed issuance. Source: cert-manager {@code trigger_controller.go}
 * ({@code shouldBackoffReissuingOnFailure}).
 */
final class Backoff {
  private Backoff() {}

  /** Returns when the next attempt may be made, or empty when nothing holds it back now. */
  static Optional<Instant> nextAttempt(View view, Instant now) {
    return nextAttempt(PolicyInput.of(view, now));
  }

  /**
   * Returns when the next attempt may be made, or empty when nothing holds it back now: no failure,
   * a wait that is over, or a spec that changed since the request that failed.
   */
  static Optional<Instant> nextAttempt(PolicyInput input) {
    Instant failed = input.status().lastFailureTime();
    if (failed == null
        || specChangedSince(input)
        || isBeyondClock(failed, input.now(), input.settings())) {
      return Optional.empty();
    }
    Instant next = failed.plus(delay(input.status().failedIssuanceAttempts(), input.settings()));
    return Optional.of(next).filter(input.now()::isBefore);
  }

  /**
   * Returns how long to wait after the last of some failures in a row: the initial wait, doubled
   * with each further failure, at most the maximum, at least the initial wait. Zero when the host
   * switched the wait off.
   *
   * @param failures how many; null and anything below one count as one not yet counted
   */
  static Duration delay(@Nullable Integer failures, Settings settings) {
    Duration initial = settings.initialBackoff();
    if (initial.isNegative() || initial.isZero()) {
      return Duration.ZERO;
    }
    int counted = failures == null ? 0 : failures;
    Duration maximum =
        settings.maximumBackoff().compareTo(initial) > 0 ? settings.maximumBackoff() : initial;
    Duration delay = initial;
    for (int i = 1; i < counted && delay.compareTo(maximum) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(maximum) < 0 ? delay : maximum;
  }

  /** A failure that far ahead was recorded by a clock that has jumped back since. */
  static boolean isBeyondClock(Instant failed, Instant now, Settings settings) {
    return failed.isAfter(now.plus(settings.maximumBackoff()));
  }

  private static boolean specChangedSince(PolicyInput input) {
    RequestFacts next = input.next();
    return next != null
        && (next.csr() == null
            || !next.mismatches(IssuerList.specFor(input.certificate(), next.spec().issuerRef()))
                .isEmpty());
  }
}
