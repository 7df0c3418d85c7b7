package dev.perennial.issuer.acme.order;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which challenges of one issuer are under way: at most so many at a time, and never two of one
 * type for one name, whichever order they belong to. Source: cert-manager {@code
 * acmechallenges/scheduler} ({@code maxConcurrentChallenges}); a name counts without {@code *.}.
 * Safe for use by several threads.
 */
final class ChallengeSlots {
  /**
   * A slot that nobody spoke of for so long is free: its request was deleted. Longer than any wait
   * between two looks at an authorization.
   */
  private static final Duration LEASE = Duration.ofHours(2);

  /** What is validated. */
  private record Subject(String name, String type) {}

  private record Slot(String authorization, Instant until) {}

  private final int most;
  private final Map<Subject, Slot> taken = new HashMap<>();

  ChallengeSlots(int most) {
    this.most = most;
  }

  /** Notes what an order has under way, after a restart too, and what it has no longer. */
  void note(OrderState order, Instant now) {
    boolean over = !order.failure().isEmpty() || order.url().isEmpty();
    for (AuthorizationState a : order.authorizations()) {
      ChallengeState challenge = a.challenge();
      boolean done = over || !a.isPending();
      if (done || challenge == null || challenge.stage() == ChallengeState.Stage.CLEANED) {
        free(a);
      } else if (challenge.stage() != ChallengeState.Stage.CHOSEN) {
        keep(a, now);
      }
    }
  }

  /** Returns whether a challenge may begin now. */
  synchronized boolean isFree(AuthorizationState a, Instant now) {
    taken.values().removeIf(slot -> now.isAfter(slot.until()));
    Slot slot = taken.get(subject(a));
    return slot == null ? taken.size() < most : slot.authorization().equals(a.url());
  }

  /** Takes a slot if it is free; returns whether it is the caller's now. */
  synchronized boolean take(AuthorizationState a, Instant now) {
    if (!isFree(a, now)) {
      return false;
    }
    keep(a, now);
    return true;
  }

  private synchronized void keep(AuthorizationState a, Instant now) {
    taken.put(subject(a), new Slot(a.url(), now.plus(LEASE)));
  }

  /** Gives back the slot of a challenge, if it has one. */
  synchronized void free(AuthorizationState a) {
    if (a.challenge() != null) {
      Slot slot = taken.get(subject(a));
      if (slot != null && slot.authorization().equals(a.url())) {
        taken.remove(subject(a));
      }
    }
  }

  private static Subject subject(AuthorizationState a) {
    ChallengeState challenge = a.challenge();
    return new Subject(a.value(), challenge == null ? "" : challenge.type());
  }
}
