package dev.perennial.issuer.acme.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to look again at what the server works on: soon at first, since a fast CA is done at once,
 * then ever more slowly. What the server says in {@code Retry-After} comes first (RFC 8555, section
 * 7.5.1).
 */
final class Polling {
  private static final Duration FIRST = Duration.ofMillis(80);
  private static final Duration SLOWEST = Duration.ofSeconds(15);

  /** A server that asks for longer is looked at all the same now and then. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Polling() {}

  static Instant next(Instant now, int polls, Optional<Instant> retryAt) {
    Instant latest = now.plus(LONGEST);
    return retryAt
        .filter(at -> at.isAfter(now)) // "Retry-After: 0" is no invitation to ask without end
        .map(at -> at.isAfter(latest) ? latest : at)
        .orElseGet(() -> after(now, polls));
  }

  private static Instant after(Instant now, int polls) {
    Duration wait = FIRST;
    for (int i = 0; i < polls && wait.compareTo(SLOWEST) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return now.plus(wait.compareTo(SLOWEST) < 0 ? wait : SLOWEST);
  }
}
