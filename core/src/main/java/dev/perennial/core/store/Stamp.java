package dev.perennial.core.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a file of the store, a comment to YAML: under which version it was written and
 * the digest of what follows.
 *
 * @param version the version
 * @param intact whether what follows is as it was written
 */
record Stamp(Version version, boolean intact) {
  private static final Pattern LINE =
      Pattern.compile("# perennial-store 1 (\\d{1,19}-\\d{1,19}) sha256:([0-9a-f]{64})");
  private static final int MAX_LINE = 160;

  /** The last line of a file that people may edit: a comment too. */
  private static final byte[] END = "# perennial-store end\n".getBytes(StandardCharsets.US_ASCII);

  /** Returns the content with a last line after it. */
  static byte[] ended(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + END.length);
    out.writeBytes(content);
    out.writeBytes(END);
    return out.toByteArray();
  }

  /**
   * Returns whether a file that begins with a stamp has lost its end. Half a manifest is a manifest
   * too, with fewer names in it; an edit keeps the last line, or drops the stamp with it.
   */
  static boolean isCutShort(byte[] file) {
    if (of(file).isEmpty()) {
      return false;
    }
    String text = new String(file, StandardCharsets.ISO_8859_1).stripTrailing();
    return !text.endsWith(new String(END, StandardCharsets.ISO_8859_1).stripTrailing());
  }

  /** Returns the content with its stamp before it. */
  static byte[] put(Version version, byte[] content) {
    String line = "# perennial-store 1 " + version + " sha256:" + digest(content) + "\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream(line.length() + content.length);
    out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** Returns the stamp of a file; empty when it has none, as a file that somebody else wrote. */
  static Optional<Stamp> of(byte[] file) {
    int end = 0;
    while (end < file.length && end < MAX_LINE && file[end] != '\n') {
      end++;
    }
    Matcher line = LINE.matcher(new String(file, 0, end, StandardCharsets.US_ASCII));
    if (!line.matches() || end == file.length) {
      return Optional.empty();
    }
    String found = digest(Arrays.copyOfRange(file, end + 1, file.length));
    return Version.parse(line.group(1)).map(v -> new Stamp(v, found.equals(line.group(2))));
  }

  /** Returns the SHA-256 in lower-case hexadecimal. */
  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
