package dev.perennial.core;

import dev.perennial.model.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long to wait after a step failed for a reason that is not the certificate's: a store that
 * cannot be written, say. The wait doubles from one second to thirty (cert-manager: certificate
 * work queues). Safe for use by several threads.
 */
final class Faults {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A conflict means to look again at once; so many in a row mean that looking does not help. */
  private static final int MOST_CONFLICTS_AT_ONCE = 10;

  private final Map<ResourceKey, Integer> counts = new ConcurrentHashMap<>();
  private final Map<ResourceKey, Integer> conflicts = new ConcurrentHashMap<>();

  /** Counts one more fault and returns when to try again. */
  Instant retryAt(ResourceKey key, Instant now) {
    int count = counts.merge(key, 1, Integer::sum);
    Duration wait = Duration.ofSeconds(1L << Math.min(count - 1, 10));
    return now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** Counts one more write that met a newer version and returns when to decide again. */
  Instant retryAfterConflict(ResourceKey key, Instant now) {
    int count = conflicts.merge(key, 1, Integer::sum);
    return count <= MOST_CONFLICTS_AT_ONCE ? now : retryAt(key, now);
  }

  /** Forgets the faults of a resource. */
  void forget(ResourceKey key) {
    conflicts.remove(key);
    counts.remove(key);
  }
}
