package dev.perennial.core.pki;

import dev.perennial.model.x509.KeyAlgorithm;
import java.util.Objects;

/**
 * Algorithm and size of a key.
 *
 * <p>Immutable.
 *
 * @param algorithm the algorithm
 * @param size bits of the RSA modulus or of the curve's field; 256 for Ed25519. A size of zero or
 *     less stands for the default: 2048 for RSA, 256 for ECDSA. Sizes are not checked here, since a
 *     key that was read may have any.
 */
public record KeySpec(KeyAlgorithm algorithm, int size) {
  private static final int DEFAULT_RSA_BITS = 2048;
  private static final int DEFAULT_CURVE_BITS = 256;

  /** Fills in the default size; a size of Ed25519 has no meaning and becomes 256. */
  public KeySpec {
    Objects.requireNonNull(algorithm, "algorithm");
    if (algorithm == KeyAlgorithm.ED25519) {
      size = DEFAULT_CURVE_BITS;
    } else if (size <= 0) {
      size = algorithm == KeyAlgorithm.RSA ? DEFAULT_RSA_BITS : DEFAULT_CURVE_BITS;
    }
  }

  /** Returns the algorithm with its default size. */
  public static KeySpec of(KeyAlgorithm algorithm) {
    return new KeySpec(algorithm, 0);
  }
}
