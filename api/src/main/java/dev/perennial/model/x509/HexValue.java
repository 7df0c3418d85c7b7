package dev.perennial.model.x509;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A value of a name that is written as the hex of its BER (RFC 4514, section 2.4). */
final class HexValue {
  private static final int OCTETS = 0x04;
  private static final int UTF8 = 0x0c;
  private static final int NUMERIC = 0x12;
  private static final int PRINTABLE = 0x13;
  private static final int T61 = 0x14;
  private static final int IA5 = 0x16;
  private static final int VISIBLE = 0x1a;
  private static final int GENERAL = 0x1b;
  private static final int BMP = 0x1e;

  private HexValue() {}

  /**
   * Returns the text of a value.
   *
   * @throws IllegalArgumentException when it is no text of a definite length
   */
  static String text(String hex) {
    byte[] value = bytes(hex);
    byte[] content = Arrays.copyOfRange(value, contentStart(value), value.length);
    return switch (value[0]) {
      case UTF8, OCTETS -> decoded(content, StandardCharsets.UTF_8);
      case NUMERIC, PRINTABLE, T61, IA5, VISIBLE, GENERAL ->
          decoded(content, StandardCharsets.ISO_8859_1);
      case BMP -> decoded(content, StandardCharsets.UTF_16BE);
      default -> throw wrong();
    };
  }

  private static byte[] bytes(String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
  }

  /** Returns where the content begins; it must reach to the end. */
  private static int contentStart(byte[] value) {
    if (value.length < 2 || (value[0] & 0x1f) == 0x1f) {
      throw wrong();
    }
    int first = value[1] & 0xff;
    int octets = first < 0x80 ? 0 : first & 0x7f;
    int start = 2 + octets;
    if (first == 0x80 || octets > 3 || start > value.length) {
      throw wrong();
    }
    int length = octets == 0 ? first : 0;
    for (int i = 2; i < start; i++) {
      length = length << 8 | value[i] & 0xff;
    }
    if (length != value.length - start) {
      throw wrong();
    }
    return start;
  }

  private static String decoded(byte[] content, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "the value after '#' must be the hex form of a text in DER");
  }
}
