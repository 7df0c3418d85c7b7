package dev.perennial.core;

import java.security.SecureRandom;
import java.util.UUID;

/** Makes the identities of resources. */
final class Identities {
  private Identities() {}

  /** Returns a random UUID, version 4 (RFC 9562, section 5.4), from this source. */
  static String uid(SecureRandom random) {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
