package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads and writes PEM texts.
 *
 * <p>Text around blocks is ignored, and so is a block that is damaged (bad base64, another label at
 * its end): the next sound one counts, as in Go's {@code encoding/pem}, which decides what
 * cert-manager accepts. Reading takes time in proportion to the size of the input, whatever it
 * holds.
 *
 * <p>The limits are cert-manager's ({@code internal/pem/decode.go}), in bytes of PEM text.
 *
 * <p>Safe for use by several threads. Source: RFC 7468.
 */
public final class Pem {
  /** Most bytes of a text that holds one certificate or one certificate request. */
  public static final int MAX_CERTIFICATE_BYTES = 36_500;

  /** Most bytes of a text that holds a private key. */
  public static final int MAX_PRIVATE_KEY_BYTES = 13_000;

  /** Most bytes of a text that holds one certificate chain. */
  public static final int MAX_CHAIN_BYTES = 95_000;

  /** Most bytes of a text that holds a bundle of trusted certificates. */
  public static final int MAX_BUNDLE_BYTES = 330_000;

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  /**
   * Returns all blocks of a text in their order; none when there is none.
   *
   * @param input the text, in any encoding that contains ASCII
   * @param limit most bytes that the text may have
   * @throws PkiException when the text is larger ({@link Reason#TOO_LARGE})
   */
  public static List<PemBlock> decodeAll(byte[] input, int limit) {
    checkSize(input, limit);
    PemScanner scanner = new PemScanner(input);
    List<PemBlock> blocks = new ArrayList<>();
    for (PemBlock block = scanner.next(); block != null; block = scanner.next()) {
      blocks.add(block);
    }
    return List.copyOf(blocks);
  }

  /**
   * Returns the first block of a text, if there is one.
   *
   * @param input the text, in any encoding that contains ASCII
   * @param limit most bytes that the text may have
   * @throws PkiException when the text is larger ({@link Reason#TOO_LARGE})
   */
  public static Optional<PemBlock> decodeFirst(byte[] input, int limit) {
    checkSize(input, limit);
    return Optional.ofNullable(new PemScanner(input).next());
  }

  /**
   * Returns one block as PEM text: 64 columns, LF, a last line feed.
   *
   * @param label for instance {@code CERTIFICATE}; printable ASCII
   * @param der the bytes
   */
  public static byte[] encode(String label, byte[] der) {
    byte[] body = LINES.encode(der);
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 2 * label.length() + 34);
    out.writeBytes(ascii("-----BEGIN " + label + "-----\n"));
    out.writeBytes(body);
    out.writeBytes(ascii((body.length == 0 ? "" : "\n") + "-----END " + label + "-----\n"));
    return out.toByteArray();
  }

  private static void checkSize(byte[] input, int limit) {
    Objects.requireNonNull(input, "input");
    if (input.length > limit) {
      throw new PkiException(
          Reason.TOO_LARGE,
          "PEM text: has " + input.length + " bytes; at most " + limit + " are read");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
