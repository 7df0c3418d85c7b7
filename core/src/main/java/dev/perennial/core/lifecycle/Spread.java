package dev.perennial.core.lifecycle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * A point in a range that differs from certificate to certificate, and is the same whenever one
 * asks again: it comes from the certificate's identity, not from a source of randomness.
 */
final class Spread {
  /** 2 to the power of 53: every multiple of its inverse below one is an exact double. */
  private static final double STEPS = 0x1p53;

  private static final int UNUSED_BITS = 11;

  private Spread() {}

  /**
   * Returns a number in {@code [0, 1)}, evenly spread over different identities.
   *
   * @param uid the uid of the certificate
   * @param occasion what is spread, so that two occasions of one certificate differ
   */
  static double fraction(String uid, String occasion) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((uid + "/" + occasion).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(hash).getLong() >>> UNUSED_BITS) / STEPS;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns a fraction of a range, in whole seconds, rounded down. */
  static Duration within(Duration range, double fraction) {
    return Duration.ofSeconds((long) (range.toSeconds() * fraction));
  }
}
