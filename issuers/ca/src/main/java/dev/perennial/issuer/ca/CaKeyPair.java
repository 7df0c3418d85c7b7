package dev.perennial.issuer.ca;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key and the certificates of a CA, read from its secret. Immutable; printing it shows no key.
 */
final class CaKeyPair {
  private final PrivateKey key;
  private final List<X509Certificate> certificates;
  private final SecretBytes keyPem;
  private final SecretBytes chainPem;
  private final boolean fits;
  private volatile @Nullable CertificateChain chain;

  private CaKeyPair(SecretBytes keyPem, SecretBytes chainPem) {
    KeyPair pair = PrivateKeys.decodePair(keyPem.revealBytes());
    this.key = pair.getPrivate();
    this.certificates = Certificates.decodeBundle(chainPem.revealBytes());
    this.keyPem = keyPem;
    this.chainPem = chainPem;
    this.fits = PublicKeys.matches(pair.getPublic(), certificate().getPublicKey());
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
    return new CaKeyPair(key, chain);
  }

  /** Returns whether a secret holds the very bytes that this pair was read from. */
  boolean isOf(SecretBundle secret) {
    return secret.value(SecretBundle.TLS_KEY).filter(keyPem::equals).isPresent()
        && secret.value(SecretBundle.TLS_CRT).filter(chainPem::equals).isPresent();
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
    return fits;
  }

  /**
   * Returns the chain of a leaf that this CA signed: the leaf, then the intermediates, and the most
   * senior certificate as the CA. The certificates above the leaf are joined and their signatures
   * checked once for each pair.
   *
   * @throws PkiException when the certificates do not make one chain
   */
  CertificateChain chainOf(X509Certificate leaf) {
    CertificateChain above = chain;
    if (above == null) {
      above = CertificateChain.of(certificates);
      chain = above;
    }
    if (above.leaf().equals(certificate())) {
      return above.below(leaf);
    }
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(0, leaf);
    return CertificateChain.of(all);
  }

  @Override
  public String toString() {
    return "CaKeyPair[" + certificate().getSubjectX500Principal() + "]";
  }
}
