package dev.perennial.model.x509;

import java.util.Optional;

/**
 * Algorithms of a PKCS#12 key store.
 *
 * <p>Immutable. Source: cert-manager {@code spec.keystores.pkcs12.profile}.
 */
public enum Pkcs12Profile {
  /** RC2 with 40 bits for certificates, 3DES for the key, MAC over SHA-1. Weak. */
  LEGACY_RC2("LegacyRC2"),
  /** 3DES for certificates and key, MAC over SHA-1. Weak. */
  LEGACY_DES("LegacyDES"),
  /** PBES2 with PBKDF2-SHA-256 and AES-256-CBC, MAC over SHA-256. Every supported JDK reads it. */
  MODERN_2023("Modern2023"),
  /** As Modern2023, but with PBMAC1 (RFC 9579): JDK 26, OpenSSL 3.4 or newer. */
  MODERN_2026("Modern2026");

  private final String manifestName;

  Pkcs12Profile(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<Pkcs12Profile> ofManifestName(String name) {
    for (Pkcs12Profile value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
