package dev.perennial.core.pki;

import dev.perennial.model.x509.KeyAlgorithm;
import java.security.PublicKey;

/**
 * What a decision may know of a key. Immutable.
 *
 * @param algorithm the algorithm
 * @param size the RSA modulus length or the curve size in bits; zero for Ed25519
 * @param publicKeyId the identity of the public key: {@link PublicKeys#id}, or any text that stands
 *     for it in a simulation
 */
public record KeyFacts(KeyAlgorithm algorithm, int size, String publicKeyId) {
  /**
   * Returns the facts of a key.
   *
   * @throws PkiException when the key is of no supported kind
   */
  public static KeyFacts of(PublicKey key) {
    KeySpec spec = PublicKeys.specOf(key);
    return new KeyFacts(
        spec.algorithm(),
        spec.algorithm() == KeyAlgorithm.ED25519 ? 0 : spec.size(),
        PublicKeys.id(key));
  }
}
