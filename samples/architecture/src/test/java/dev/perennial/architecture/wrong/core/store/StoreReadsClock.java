package dev.perennial.architecture.wrong.core.store;

/** A store with a time of its own. */
final class StoreReadsClock {
  long run() {
    return System.currentTimeMillis();
  }
}
