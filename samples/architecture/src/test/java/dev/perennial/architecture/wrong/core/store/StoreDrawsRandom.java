package dev.perennial.architecture.wrong.core.store;

import java.security.SecureRandom;

/** A store with randomness of its own. */
final class StoreDrawsRandom {
  SecureRandom run() {
    return new SecureRandom();
  }
}
