package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.util.Arrays;

/**
 * The further forms in which a secret can hold its key and chain.
 *
 * <p>Safe for use by several threads. Source: cert-manager {@code
 * pkg/controller/certificates/issuing/internal/secret.go}.
 */
public final class OutputFormats {
  private OutputFormats() {}

  /** Returns {@code tls-combined.pem}: the key, a line feed, the chain. */
  public static byte[] combinedPem(byte[] keyPem, byte[] chainPem) {
    byte[] combined = Arrays.copyOf(keyPem, keyPem.length + 1 + chainPem.length);
    combined[keyPem.length] = '\n';
    System.arraycopy(chainPem, 0, combined, keyPem.length + 1, chainPem.length);
    return combined;
  }

  /**
   * Returns {@code key.der}: the bytes of the first PEM block of {@code tls.key}.
   *
   * @throws PkiException when the text has no PEM block ({@link Reason#NO_DATA})
   */
  public static byte[] keyDer(byte[] keyPem) {
    return Pem.decodeFirst(keyPem, Pem.MAX_PRIVATE_KEY_BYTES)
        .orElseThrow(() -> new PkiException(Reason.NO_DATA, "tls.key: no PEM block"))
        .der();
  }
}
