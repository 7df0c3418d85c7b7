package dev.perennial.testkit.acme.pki;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Randomness that is the same each time: keys that protect nothing. */
public final class SeededRandom {
  private SeededRandom() {}

  /**
   * Returns a source.
   *
   * @param seed the seed of the CA
   * @param purpose keeps sources of one seed apart
   */
  public static SecureRandom of(long seed, String purpose) {
    try {
      // Seeded before its first use, SHA1PRNG depends on nothing else.
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
      random.setSeed(ByteBuffer.allocate(Long.BYTES + name.length).putLong(seed).put(name).array());
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA1PRNG", e);
    }
  }
}
