package dev.perennial.model.x509;

import java.util.Optional;

/**
 * Further data keys of a secret.
 *
 * <p>Immutable. Source: cert-manager {@code spec.additionalOutputFormats[].type}.
 */
public enum OutputFormat {
  /** The private key in DER, under {@code key.der}. */
  DER("DER"),
  /** Private key and chain in one PEM text, under {@code tls-combined.pem}. */
  COMBINED_PEM("CombinedPEM");

  private final String manifestName;

  OutputFormat(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<OutputFormat> ofManifestName(String name) {
    for (OutputFormat value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
