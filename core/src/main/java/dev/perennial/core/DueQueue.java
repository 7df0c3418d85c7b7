package dev.perennial.core;

import dev.perennial.model.ResourceKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at, and when: one entry for each resource, the earliest wins. Looking
 * whether anything is due costs the same for one entry as for a million, and allocates nothing.
 * Safe for use by several threads.
 */
final class DueQueue {
  private record Entry(Instant due, long order, ResourceKey key) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final Map<ResourceKey, Entry> entries = new HashMap<>();
  private long order;
  private volatile Instant head = Instant.MAX;
  private volatile long headMillis = Long.MAX_VALUE;

  /**
   * Has a resource looked at when an instant comes, unless it is to be looked at earlier anyway.
   *
   * @return whether the head of the queue moved to an earlier instant
   */
  synchronized boolean add(ResourceKey key, Instant due) {
    Entry old = entries.get(key);
    if (old != null && !due.isBefore(old.due())) {
      return false;
    }
    Entry entry = new Entry(due, order++, key);
    entries.put(key, entry);
    queue.add(entry);
    boolean earlier = due.isBefore(head);
    moveHead();
    return earlier;
  }

  /**
   * Has everything looked at now: the clock went back, and what was planned is not to be relied on.
   */
  synchronized void pullForward(Instant now) {
    List<ResourceKey> keys = List.copyOf(entries.keySet());
    queue.clear();
    entries.clear();
    moveHead();
    keys.forEach(key -> add(key, now));
  }

  /** Forgets a resource. */
  synchronized void remove(ResourceKey key) {
    entries.remove(key);
    moveHead();
  }

  /** Takes the earliest resource that is due, or null when none is. */
  synchronized @Nullable ResourceKey poll(Instant now) {
    if (head.isAfter(now)) {
      return null;
    }
    Entry entry = queue.remove();
    entries.remove(entry.key());
    moveHead();
    return entry.key();
  }

  /** Returns whether nothing is due at a time in milliseconds since the epoch. */
  boolean isIdleAt(long millis) {
    return millis < headMillis;
  }

  /** Returns when the earliest resource is due; {@link Instant#MAX} when there is none. */
  Instant head() {
    return head;
  }

  /** Returns how many resources wait. */
  synchronized int size() {
    return entries.size();
  }

  private void moveHead() {
    Entry first = queue.peek();
    while (first != null && !first.equals(entries.get(first.key()))) {
      queue.remove();
      first = queue.peek();
    }
    Instant next = first == null ? Instant.MAX : first.due();
    head = next;
    headMillis = floorMillis(next);
  }

  private static long floorMillis(Instant instant) {
    if (instant.getEpochSecond() >= Long.MAX_VALUE / 1000) {
      return Long.MAX_VALUE;
    }
    return instant.getEpochSecond() <= Long.MIN_VALUE / 1000
        ? Long.MIN_VALUE
        : instant.toEpochMilli();
  }
}
