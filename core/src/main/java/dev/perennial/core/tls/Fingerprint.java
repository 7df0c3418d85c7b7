package dev.perennial.core.tls;

import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tells whether key and chain of a secret are those already seen. Immutable. */
final class Fingerprint {
  private final byte[] digest;

  private Fingerprint(byte[] digest) {
    this.digest = digest;
  }

  static Fingerprint of(SecretBundle secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(bytes(secret, SecretBundle.TLS_CRT));
      sha256.update((byte) 0);
      sha256.update(bytes(secret, SecretBundle.TLS_KEY));
      return new Fingerprint(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(SecretBundle secret, String key) {
    return secret.value(key).orElse(SecretBytes.EMPTY).revealBytes();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}
