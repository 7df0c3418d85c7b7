package dev.perennial.testkit.acme;

import java.math.BigInteger;
import java.util.Locale;

/** RFC 4648, section 6, in lower case, for whole groups of five octets. */
final class Base32 {
  private Base32() {}

  static String encode(byte[] bytes) {
    // 0-9a-v in the order of the 32 digits, then the alphabet of the RFC in their place.
    String digits = new BigInteger(1, bytes).toString(32);
    String padded = "0".repeat(bytes.length * 8 / 5 - digits.length()) + digits;
    StringBuilder text = new StringBuilder();
    for (char digit : padded.toCharArray()) {
      text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Character.digit(digit, 32)));
    }
    return text.toString().toLowerCase(Locale.ROOT);
  }
}
