package dev.perennial.core.manifest;

import dev.perennial.model.Violation.Rule;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns the bytes of a manifest into text that YAML allows, or says where they are none. */
final class SourceText {
  /**
   * The largest manifest in bytes: room for 10,000 certificates as {@code kubectl get -o yaml}
   * prints them.
   */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  private SourceText() {}

  /** Returns the text, without a byte order mark. */
  static String decode(String source, byte[] bytes) {
    requireSize(source, bytes.length);
    requireNoOtherMark(source, bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    int start = text.hasRemaining() && text.charAt(0) == '\uFEFF' ? 1 : 0;
    String decoded = text.subSequence(start, text.length()).toString();
    if (result.isError()) {
      throw problem(source, decoded, decoded.length(), "a manifest must be encoded in UTF-8");
    }
    for (int i = 0; i < decoded.length(); i++) {
      if (!isAllowed(decoded.charAt(i))) {
        String code = String.format("U+%04X", (int) decoded.charAt(i));
        throw problem(
            source,
            decoded,
            i,
            "the control character "
                + code
                + " is not allowed; write it escaped, in double quotes");
      }
    }
    return decoded;
  }

  /** Refuses what is too large, before it is read. */
  static void requireSize(String source, long size) {
    if (size > MAX_BYTES) {
      throw problem(
          source, 1, 1, "a manifest has at most " + MAX_BYTES + " bytes, this one has " + size);
    }
  }

  private static void requireNoOtherMark(String source, byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    if (mark == 0xFEFF || mark == 0xFFFE) {
      throw problem(source, 1, 1, "a manifest must be encoded in UTF-8, this one is in UTF-16");
    }
  }

  /** The printable characters of YAML 1.2, section 5.1. Surrogates come in pairs from a decoder. */
  private static boolean isAllowed(char c) {
    return c >= ' ' && c < 0x7F
        || c == '\n'
        || c == '\t'
        || c == '\r'
        || c == 0x85
        || c >= 0xA0 && c < 0xFFFE;
  }

  /**
   * Refuses a text with half a character: an escape may write one, no encoding has it.
   *
   * @throws IllegalArgumentException when there is one
   */
  static void requirePairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isSurrogatePair(c, text.charAt(i))) {
          throw new IllegalArgumentException("a surrogate stands without its other half");
        }
      }
    }
  }

  private static ManifestException problem(String source, String text, int index, String message) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return problem(source, line, text.codePointCount(start, index) + 1, message);
  }

  static ManifestException problem(String source, int line, int column, String message) {
    return problem(source, line, column, Rule.INVALID, message);
  }

  static ManifestException problem(String source, int line, int column, Rule rule, String message) {
    return new ManifestException(
        List.of(new ManifestException.Problem(source, line, column, "", rule, message)));
  }
}
