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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key and the certificates of a CA, read from its secret. Immutable; printing it shows no key.
 */
final class CaKeyPair {
  /** The place of keyCertSign in what the JDK returns for keyUsage. */
  private static final int KEY_CERT_SIGN = 5;

  private final PrivateKey key;
  private final List<X509Certificate> certificates;
  private final SecretBytes keyPem;
  private final SecretBytes chainPem;
  private final SecretBytes caPem;
  private final boolean fits;
  private volatile @Nullable CertificateChain chain;

  private CaKeyPair(SecretBytes keyPem, SecretBytes chainPem, SecretBytes caPem) {
    KeyPair pair = PrivateKeys.decodePair(keyPem.revealBytes());
    List<X509Certificate> all = new ArrayList<>(Certificates.decodeBundle(chainPem.revealBytes()));
    if (caPem.size() > 0) {
      all.add(Certificates.decodeFirst(caPem.revealBytes()));
    }
    this.key = pair.getPrivate();
    this.certificates = List.copyOf(all);
    this.keyPem = keyPem;
    this.chainPem = chainPem;
    this.caPem = caPem;
    this.fits = PublicKeys.matches(pair.getPublic(), certificate().getPublicKey());
  }

  /**
   * Reads the key pair of a secret: {@code tls.crt}, and the first certificate of {@code ca.crt}
   * where there is one, which is the root that {@code tls.crt} leaves out (cert-manager: {@code
   * kube.SecretTLSKeyPairAndCA}).
   *
   * @throws PkiException when the key or a certificate is missing or does not decode
   */
  static CaKeyPair read(SecretBundle secret) {
    return new CaKeyPair(
        data(secret, SecretBundle.TLS_KEY),
        data(secret, SecretBundle.TLS_CRT),
        secret.value(SecretBundle.CA_CRT).orElse(SecretBytes.EMPTY));
  }

  /** Returns whether a secret holds the very bytes that this pair was read from. */
  boolean isOf(SecretBundle secret) {
    return secret.value(SecretBundle.TLS_KEY).filter(keyPem::equals).isPresent()
        && secret.value(SecretBundle.TLS_CRT).filter(chainPem::equals).isPresent()
        && secret.value(SecretBundle.CA_CRT).orElse(SecretBytes.EMPTY).equals(caPem);
  }

  private static SecretBytes data(SecretBundle secret, String dataKey) {
    return secret
        .value(dataKey)
        .orElseThrow(
            () ->
                new PkiException(
                    PkiException.Reason.NO_DATA, "no data for \"" + dataKey + "\" in the secret"));
  }

  PrivateKey key() {
    return key;
  }

  /** Returns the certificate that signs: the first one of {@code tls.crt}. */
  X509Certificate certificate() {
    return certificates.get(0);
  }

  Instant end() {
    return certificate().getNotAfter().toInstant();
  }

  /**
   * Returns why nothing that this pair signs would be accepted, as the end of a sentence about its
   * certificate; empty when it can sign.
   */
  Optional<String> fault(Instant now) {
    boolean[] usage = certificate().getKeyUsage();
    if (certificate().getBasicConstraints() < 0) {
      return Optional.of("is not a CA: it must have basic constraints with CA:TRUE (isCA: true)");
    }
    if (usage != null && !usage[KEY_CERT_SIGN]) {
      return Optional.of("may not sign certificates: its key usage lacks \"cert sign\"");
    }
    if (!fits) {
      return Optional.of("does not belong to the private key beside it");
    }
    return now.isAfter(end()) ? Optional.of("expired at " + end()) : Optional.empty();
  }

  /**
   * Returns how many CAs may stand between this one and a leaf, by the path lengths of all above
   * (RFC 5280, section 4.2.1.9); negative when not even a leaf may follow.
   *
   * @throws PkiException when the certificates of the secret do not make one chain
   */
  int pathLength() {
    CertificateChain above = above();
    Set<X509Certificate> path = new LinkedHashSet<>(above.certificates());
    above.ca().ifPresent(path::add);
    int allowed = Integer.MAX_VALUE;
    int below = 0;
    for (X509Certificate ca : path) {
      int length = ca.getBasicConstraints();
      allowed = length == Integer.MAX_VALUE ? allowed : Math.min(allowed, length - below);
      boolean selfIssued = ca.getIssuerX500Principal().equals(ca.getSubjectX500Principal());
      below += selfIssued ? 0 : 1;
    }
    return allowed;
  }

  /**
   * Returns the chain of a leaf that this CA signed: the leaf, then the intermediates, and the most
   * senior certificate as the CA. The certificates above the leaf are joined and their signatures
   * checked once for each pair.
   *
   * @throws PkiException when the certificates of the secret do not make one chain
   */
  CertificateChain chainOf(X509Certificate leaf) {
    CertificateChain above = above();
    if (above.leaf().equals(certificate())) {
      return above.below(leaf);
    }
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(0, leaf);
    return CertificateChain.of(all);
  }

  private CertificateChain above() {
    CertificateChain above = chain;
    if (above == null) {
      above = CertificateChain.of(certificates);
      chain = above;
    }
    return above;
  }

  @Override
  public String toString() {
    return "CaKeyPair[" + certificate().getSubjectX500Principal() + "]";
  }
}
