package dev.perennial.issuer.ca;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The key and the certificates of a CA, read from its secret. Immutable; printing it shows no key.
 */
final class CaKeyPair {
  private final PrivateKey key;
  private final List<X509Certificate> certificates;

  private CaKeyPair(PrivateKey key, List<X509Certificate> certificates) {
    this.key = key;
    this.certificates = certificates;
  }

  /**
   * Reads the key pair of a secret.
   *
   * @throws PkiException when the key or the certificate is missing or does not decode
   */
  static CaKeyPair read(SecretBundle secret) {
    SecretBytes key =
        secret.value(SecretBundle.TLS_KEY).orElseThrow(() -> missing(SecretBundle.TLS_KEY));
    SecretBytes chain =
        secret.value(SecretBundle.TLS_CRT).orElseThrow(() -> missing(SecretBundle.TLS_CRT));
    return new CaKeyPair(
        PrivateKeys.decode(key.revealBytes()), Certificates.decodeBundle(chain.revealBytes()));
  }

  private static PkiException missing(String dataKey) {
    return new PkiException(
        PkiException.Reason.NO_DATA, "no data for \"" + dataKey + "\" in the secret");
  }

  PrivateKey key() {
    return key;
  }

  /** Returns the certificate that signs: the first one of {@code tls.crt}. */
  X509Certificate certificate() {
    return certificates.get(0);
  }

  boolean isCa() {
    return certificate().getBasicConstraints() >= 0;
  }

  boolean fits() {
    return PrivateKeys.matches(key, certificate().getPublicKey());
  }

  /**
   * Returns the chain of a leaf that this CA signed: the leaf, then the intermediates, and the most
   * senior certificate as the CA.
   */
  CertificateChain chainOf(X509Certificate leaf) {
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(0, leaf);
    return CertificateChain.of(all);
  }

  @Override
  public String toString() {
    return "CaKeyPair[" + certificate().getSubjectX500Principal() + "]";
  }
}
