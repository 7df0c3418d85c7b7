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

  /** How often in a row somebody may have written first before it counts as a fault. */
  private static final int PATIENCE = 3;

  private final Map<ResourceKey, Integer> counts = new ConcurrentHashMap<>();
  private final Map<ResourceKey, Integer> conflicts = new ConcurrentHashMap<>();
  private final Map<ResourceKey, String> messages = new ConcurrentHashMap<>();

  /** Counts one more fault and returns when to try again. */
  Instant retryAt(ResourceKey key, Instant now) {
    int count = counts.merge(key, 1, Integer::sum);
    Duration wait = Duration.ofSeconds(1L << Math.min(count - 1, 10));
    return now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** Counts one more write that came too late and returns when to decide again: mostly at once. */
  Instant afterConflict(ResourceKey key, Instant now) {
    return conflicts.merge(key, 1, Integer::sum) <= PATIENCE ? now : retryAt(key, now);
  }

  /** Keeps what was said of a fault until the next step succeeds. */
  void remember(ResourceKey key, String message) {
    messages.put(key, message);
  }

  /** Returns what was said of the last fault; empty when there is none. */
  String lastOf(ResourceKey key) {
    return messages.getOrDefault(key, "");
  }

  /** Forgets the faults of a resource. */
  void forget(ResourceKey key) {
    counts.remove(key);
    conflicts.remove(key);
    messages.remove(key);
  }
}
