package dev.perennial.model;

import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import org.jspecify.annotations.Nullable;

/**
 * The kind of private key wanted. Immutable.
 *
 * @param algorithm the algorithm; null means RSA
 * @param size the RSA modulus length or the curve size in bits; zero means the default, 2048 or 256
 * @param encoding the encoding of {@code tls.key}; null means PKCS#1 (SEC 1 for ECDSA)
 * @param rotationPolicy whether each issuance makes a new key; null means it does
 */
public record PrivateKeySpec(
    @Nullable KeyAlgorithm algorithm,
    int size,
    @Nullable KeyEncoding encoding,
    @Nullable RotationPolicy rotationPolicy) {
  /** All defaults. */
  public static final PrivateKeySpec DEFAULT = new PrivateKeySpec(null, 0, null, null);

  /** Returns the algorithm, RSA when none is named. */
  public KeyAlgorithm effectiveAlgorithm() {
    return algorithm == null ? KeyAlgorithm.RSA : algorithm;
  }

  /**
   * Returns the size in bits: 2048 for RSA and 256 for ECDSA when none is named; zero for Ed25519.
   */
  public int effectiveSize() {
    return switch (effectiveAlgorithm()) {
      case RSA -> size > 0 ? size : 2048;
      case ECDSA -> size > 0 ? size : 256;
      case ED25519 -> 0;
    };
  }

  /** Returns the encoding, PKCS#1 when none is named. */
  public KeyEncoding effectiveEncoding() {
    return encoding == null ? KeyEncoding.PKCS1 : encoding;
  }

  /** Returns the rotation policy, {@link RotationPolicy#ALWAYS} when none is named. */
  public RotationPolicy effectiveRotationPolicy() {
    return rotationPolicy == null ? RotationPolicy.ALWAYS : rotationPolicy;
  }
}
