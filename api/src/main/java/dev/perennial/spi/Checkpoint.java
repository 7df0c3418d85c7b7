package dev.perennial.spi;

import dev.perennial.model.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a signer stands with one request: a small opaque value that survives a restart, at most
 * {@link #MAX_SIZE} bytes. Immutable.
 *
 * @param bytes the value
 */
public record Checkpoint(SecretBytes bytes) {
  /** The largest checkpoint in bytes. */
  public static final int MAX_SIZE = 65_536;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when it is too large
   */
  public Checkpoint {
    Objects.requireNonNull(bytes, "bytes");
    if (bytes.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a checkpoint has at most " + MAX_SIZE + " bytes, this one has " + bytes.size());
    }
  }

  /** Returns a checkpoint of a text. */
  public static Checkpoint of(String text) {
    return new Checkpoint(SecretBytes.ofUtf8(text));
  }

  /** Returns the value as text. */
  public String text() {
    return new String(bytes.revealBytes(), StandardCharsets.UTF_8);
  }
}
