package dev.perennial.samples.benchmarks;

import java.security.SecureRandom;
import java.util.Random;

/**
 * Randomness that gives the same RSA primes for the same number. The time that one RSA key takes
 * varies by a factor of ten, which would hide everything else: two ways to issue are compared with
 * the same keys. For measuring only. Not safe for use by several threads.
 */
final class RepeatableKeys extends SecureRandom {
  private static final long serialVersionUID = 1L;

  /** Prime candidates are longer than everything else that is drawn. */
  private static final int CANDIDATE_BYTES = 128;

  private final SecureRandom rest = new SecureRandom();
  private transient Random primes = new Random(0);

  /** Begins the key of a number. */
  void begin(long number) {
    primes = new Random(number);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (bytes.length >= CANDIDATE_BYTES) {
      primes.nextBytes(bytes);
    } else {
      rest.nextBytes(bytes);
    }
  }
}
