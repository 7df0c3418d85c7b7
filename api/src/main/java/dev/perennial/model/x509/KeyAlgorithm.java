package dev.perennial.model.x509;

import java.util.Optional;

/**
 * Algorithm of a private key.
 *
 * <p>Immutable. Source: cert-manager {@code spec.privateKey.algorithm}.
 */
public enum KeyAlgorithm {
  /** RSA, 2048 to 8192 bits. */
  RSA("RSA"),
  /** ECDSA on P-256, P-384 or P-521. */
  ECDSA("ECDSA"),
  /** Ed25519 (RFC 8032). */
  ED25519("Ed25519");

  private final String manifestName;

  KeyAlgorithm(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<KeyAlgorithm> ofManifestName(String name) {
    for (KeyAlgorithm value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
