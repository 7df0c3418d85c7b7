package dev.perennial.model.x509;

import java.util.Optional;

/**
 * Encoding of a stored private key.
 *
 * <p>Immutable. Source: cert-manager {@code spec.privateKey.encoding}.
 */
public enum KeyEncoding {
  /** RSA as PKCS#1 (RFC 8017), ECDSA as SEC 1 (RFC 5915), Ed25519 as PKCS#8. The default. */
  PKCS1("PKCS1"),
  /** Every algorithm as PKCS#8 (RFC 5208). */
  PKCS8("PKCS8");

  private final String manifestName;

  KeyEncoding(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<KeyEncoding> ofManifestName(String name) {
    for (KeyEncoding value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
