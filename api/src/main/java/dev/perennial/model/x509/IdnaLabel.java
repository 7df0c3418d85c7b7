package dev.perennial.model.x509;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Turns a Unicode label into an A-label (RFC 5891). {@code java.net.IDN} does this by the older RFC
 * 3490, which makes another name of some labels: {@code strasse} of {@code straße}.
 */
final class IdnaLabel {
  private static final String PREFIX = "xn--";
  private static final int MAX_LENGTH = 63;

  private IdnaLabel() {}

  /**
   * Returns the A-label of a label, in lower case (RFC 5895, section 2) and composed.
   *
   * @throws IllegalArgumentException when the label cannot be registered; the message says why
   */
  static String toAscii(String label) {
    if (label.codePointCount(0, label.length()) > MAX_LENGTH) {
      throw wrong(label, "is longer than " + MAX_LENGTH + " characters");
    }
    String mapped = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    int[] points = mapped.codePoints().toArray();
    if (mapped.startsWith("-") || mapped.endsWith("-") || mapped.startsWith("--", 2)) {
      throw wrong(label, "has a hyphen at its beginning, its end, or as third and fourth");
    }
    if (points.length > 0 && isMark(points[0])) {
      throw wrong(label, "begins with a combining mark");
    }
    for (int i = 0; i < points.length; i++) {
      if (!IdnaCodePoints.isAllowed(points, i)) {
        throw wrong(label, String.format("has U+%04X, which no domain name may have", points[i]));
      }
    }
    if (!fitsDirections(points)) {
      throw wrong(label, "mixes writing directions (RFC 5893)");
    }
    return mapped.chars().allMatch(c -> c < 0x80) ? mapped : PREFIX + Punycode.encode(mapped);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** The Bidi rule (RFC 5893, section 2), for labels with characters written from right to left. */
  private static boolean fitsDirections(int[] points) {
    byte[] kinds = new byte[points.length];
    for (int i = 0; i < points.length; i++) {
      kinds[i] = Character.getDirectionality(points[i]);
    }
    if (!has(kinds, R) && !has(kinds, AL) && !has(kinds, AN)) {
      return true;
    }
    int last = kinds.length - 1;
    while (last > 0 && kinds[last] == Character.DIRECTIONALITY_NONSPACING_MARK) {
      last--;
    }
    boolean rightToLeft = kinds[0] == R || kinds[0] == AL;
    boolean rightEnd = kinds[last] == R || kinds[last] == AL || kinds[last] == EN;
    return rightToLeft
        && !has(kinds, Character.DIRECTIONALITY_LEFT_TO_RIGHT)
        && (rightEnd || kinds[last] == AN)
        && !(has(kinds, EN) && has(kinds, AN));
  }

  private static final byte R = Character.DIRECTIONALITY_RIGHT_TO_LEFT;
  private static final byte AL = Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  private static final byte AN = Character.DIRECTIONALITY_ARABIC_NUMBER;
  private static final byte EN = Character.DIRECTIONALITY_EUROPEAN_NUMBER;

  private static boolean has(byte[] kinds, byte kind) {
    byte[] sorted = kinds.clone();
    Arrays.sort(sorted);
    return Arrays.binarySearch(sorted, kind) >= 0;
  }

  private static IllegalArgumentException wrong(String label, String what) {
    return new IllegalArgumentException("its label \"" + label + "\" " + what);
  }
}
