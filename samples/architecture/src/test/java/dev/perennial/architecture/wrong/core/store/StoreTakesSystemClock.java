package dev.perennial.architecture.wrong.core.store;

import java.time.InstantSource;

/** A store with a clock of its own. */
final class StoreTakesSystemClock {
  InstantSource run() {
    return InstantSource.system();
  }
}
