package dev.perennial.model.x509;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Which characters the label of an internationalized domain name may have (RFC 5892), by the
 * Unicode version of this JDK. A zero width non-joiner is allowed after a virama only: the JDK does
 * not know how Arabic letters join.
 */
final class IdnaCodePoints {
  /** Allowed although their category or case mapping speaks against it (section 2.6). */
  private static final String ALWAYS = "\u00DF\u03C2\u06FD\u06FE\u0F0B\u3007";

  /** Refused although their category speaks for it (section 2.6). */
  private static final String NEVER =
      "\u0640\u07FA\u302E\u302F\u3031\u3032\u3033\u3034\u3035\u303B";

  /** Combining class virama (appendix A.1). */
  private static final String VIRAMAS =
      "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84"
          + "\u1039\u103A\u1714\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA8C4"
          + "\uA953\uA9C0\uAAF6\uABED";

  private IdnaCodePoints() {}

  /** Returns whether a character may stand where it stands. */
  static boolean isAllowed(int[] label, int index) {
    int c = label[index];
    if (c < 0x80) {
      return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    if (ALWAYS.indexOf(c) >= 0) {
      return true;
    }
    Boolean byContext = byContext(label, index);
    if (byContext != null) {
      return byContext;
    }
    return NEVER.indexOf(c) < 0 && !isIgnorable(c) && isLetterDigit(c) && isStable(c);
  }

  /** The contextual rules (appendix A); null when the character has none. */
  private static @Nullable Boolean byContext(int[] label, int index) {
    int before = index > 0 ? label[index - 1] : 0;
    int after = index + 1 < label.length ? label[index + 1] : 0;
    int c = label[index];
    return switch (c) {
      case 0x200C, 0x200D -> VIRAMAS.indexOf(before) >= 0 && before != 0;
      case 0x00B7 -> before == 'l' && after == 'l';
      case 0x0375 -> after != 0 && UnicodeScript.of(after) == UnicodeScript.GREEK;
      case 0x05F3, 0x05F4 -> before != 0 && UnicodeScript.of(before) == UnicodeScript.HEBREW;
      case 0x30FB -> hasJapanese(label);
      default -> byDigits(label, c);
    };
  }

  /** The two kinds of Arabic digits exclude each other; null when the character is none. */
  private static @Nullable Boolean byDigits(int[] label, int c) {
    if (isArabicIndic(c, 0x0660)) {
      return hasNone(label, 0x06F0);
    }
    return isArabicIndic(c, 0x06F0) ? Boolean.valueOf(hasNone(label, 0x0660)) : null;
  }

  private static boolean isArabicIndic(int c, int zero) {
    return c >= zero && c <= zero + 9;
  }

  private static boolean hasNone(int[] label, int zero) {
    for (int c : label) {
      if (isArabicIndic(c, zero)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasJapanese(int[] label) {
    for (int c : label) {
      UnicodeScript script = UnicodeScript.of(c);
      boolean japanese =
          script == UnicodeScript.HIRAGANA
              || script == UnicodeScript.KATAKANA
              || script == UnicodeScript.HAN;
      if (japanese) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetterDigit(int c) {
    return switch (Character.getType(c)) {
      case Character.LOWERCASE_LETTER,
          Character.UPPERCASE_LETTER,
          Character.OTHER_LETTER,
          Character.MODIFIER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** Whether case folding and compatibility composition leave the character alone (2.2). */
  private static boolean isStable(int c) {
    String text = Character.toString(c);
    String folded = Character.toString(Character.toLowerCase(c));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
  }

  /** Default ignorable characters, the blocks of section 2.4, and old Hangul (2.9). */
  private static boolean isIgnorable(int c) {
    return c == 0x034F
        || in(c, 0x1100, 0x11FF)
        || in(c, 0x17B4, 0x17B5)
        || in(c, 0x180B, 0x180F)
        || in(c, 0x20D0, 0x20FF)
        || in(c, 0xA960, 0xA97F)
        || in(c, 0xD7B0, 0xD7FF)
        || in(c, 0xFE00, 0xFE0F)
        || in(c, 0x1D100, 0x1D24F)
        || in(c, 0xE0000, 0xE0FFF);
  }

  private static boolean in(int c, int first, int last) {
    return c >= first && c <= last;
  }
}
