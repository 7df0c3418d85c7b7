package dev.perennial.core.store;

import java.util.Optional;

/**
 * A version: it never comes back, since the epoch grows each time the store is opened, and the
 * count with each write. Immutable.
 *
 * @param epoch which opening of the store
 * @param count which write since
 */
record Version(long epoch, long count) implements Comparable<Version> {
  /** Orders by time. */
  @Override
  public int compareTo(Version other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(count, other.count);
  }

  @Override
  public String toString() {
    return epoch + "-" + count;
  }

  static Optional<Version> parse(String text) {
    int dash = text.indexOf('-');
    try {
      Version version =
          new Version(
              Long.parseLong(text.substring(0, Math.max(dash, 0))),
              Long.parseLong(text.substring(dash + 1)));
      return Optional.of(version).filter(v -> v.toString().equals(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
