package dev.perennial.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not be printed: keys, passwords, and whatever else a secret holds. Copies in and
 * out, compares in constant time, prints its size only. Immutable.
 */
public final class SecretBytes {
  /** No bytes. */
  public static final SecretBytes EMPTY = new SecretBytes(new byte[0]);

  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a copy of these bytes. */
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** Returns the bytes of a text in UTF-8. */
  public static SecretBytes ofUtf8(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** Returns a copy of the bytes. Every call of it can be found by its name: keep them few. */
  public byte[] revealBytes() {
    return bytes.clone();
  }

  /** Compares in a time that depends on the sizes alone. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /** Returns the size, so that a hash tells nothing of the bytes. */
  @Override
  public int hashCode() {
    return bytes.length;
  }

  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + " bytes]";
  }
}
