package dev.perennial.core.lifecycle;

import dev.perennial.model.Condition;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one attempt at an issuance ended, read from its request. */
final class Attempts {
  /** A leaf that becomes valid later than this is of no use to whoever waits for it. */
  private static final Duration LONGEST_AHEAD = Duration.ofDays(1);

  /**
   * An attempt that came to nothing.
   *
   * @param reason the reason for the conditions and the event
   * @param message what the request says of it
   */
  record Failure(String reason, String message) {}

  private Attempts() {}

  /**
   * Returns why a request cannot bring a usable certificate any more, or empty when it still can or
   * has. Denied wins over invalid, invalid over failed, and each over issued (cert-manager: {@code
   * issuing_controller.ProcessItem}).
   */
  static Optional<Failure> failure(RequestFacts request, Instant now) {
    Optional<Condition> denied = request.status().condition(ConditionTypes.DENIED);
    if (denied.filter(Condition::isTrue).isPresent()) {
      return denied.map(c -> new Failure(c.reason(), c.message()));
    }
    Optional<Condition> invalid = request.status().condition(ConditionTypes.INVALID_REQUEST);
    if (invalid.filter(Condition::isTrue).isPresent()) {
      return invalid.map(c -> new Failure(c.reason(), c.message()));
    }
    Optional<Condition> ready = request.status().condition(ConditionTypes.READY);
    if (ready.filter(c -> c.reason().equals(Reasons.FAILED)).isPresent()) {
      return ready.map(c -> new Failure(c.reason(), c.message()));
    }
    return isIssued(request) ? unusableLeaf(request, now) : Optional.empty();
  }

  /** Returns whether the issuer has answered the request with a certificate. */
  static boolean isIssued(RequestFacts request) {
    return request
        .status()
        .condition(ConditionTypes.READY)
        .filter(c -> c.reason().equals(Reasons.ISSUED))
        .isPresent();
  }

  private static Optional<Failure> unusableLeaf(RequestFacts request, Instant now) {
    if (request.leaf() == null) {
      return unusable("the issued certificate or its CA does not decode");
    }
    if (request.csr() == null
        || !request.csr().publicKeyId().equals(request.leaf().publicKeyId())) {
      return unusable("the issued certificate has another public key than the request");
    }
    if (request.leaf().notAfter().isBefore(request.leaf().notBefore())) {
      return unusable("the issued certificate ends before it begins");
    }
    if (request.leaf().notBefore().isAfter(now.plus(LONGEST_AHEAD))) {
      return unusable("the issued certificate is not valid before " + request.leaf().notBefore());
    }
    if (now.isAfter(request.leaf().notAfter())) {
      return unusable("the issued certificate expired at " + request.leaf().notAfter());
    }
    return Optional.empty();
  }

  private static Optional<Failure> unusable(String message) {
    return Optional.of(new Failure(Reasons.INVALID_CERTIFICATE, message));
  }

  /**
   * Returns whether a request ended without a usable certificate before this issuance began. One
   * that ended further ahead than any wait did so by a clock that has jumped back since.
   */
  static boolean endedBeforeThisIssuance(View view, RequestFacts request, Instant now) {
    Instant began =
        view.certificate()
            .status()
            .condition(ConditionTypes.ISSUING)
            .map(Condition::lastTransitionTime)
            .orElse(null);
    // An issuance that began in the future must not throw away each of its own failures.
    if (began == null || began.isAfter(now)) {
      return false;
    }
    Instant ended = endTime(request);
    // A leaf that expires later on is judged by the present of the issuance.
    return ended != null
        && (ended.isBefore(began) || Backoff.isBeyondClock(ended, now, view.settings()))
        && failure(request, began).isPresent();
  }

  private static @Nullable Instant endTime(RequestFacts request) {
    if (request.status().failureTime() != null) {
      return request.status().failureTime();
    }
    for (String type :
        new String[] {
          ConditionTypes.DENIED, ConditionTypes.INVALID_REQUEST, ConditionTypes.READY
        }) {
      Optional<Condition> condition = request.status().condition(type);
      boolean ends =
          condition.isPresent()
              && (condition.get().isTrue() || condition.get().reason().equals(Reasons.FAILED));
      if (ends) {
        return condition.get().lastTransitionTime();
      }
    }
    return null;
  }
}
