package dev.perennial.issuer.ca;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key and the certificates of a CA, read from its secret. Immutable; printing it shows no key.
 */
final class CaKeyPair {
  /** The place of keyCertSign in what the JDK returns for keyUsage. */
  private static final int KEY_CERT_SIGN = 5;

  private final PrivateKey key;
  private final List<X509Certificate> certificates;

  private CaKeyPair(PrivateKey key, List<X509Certificate> certificates) {
    this.key = key;
    this.certificates = certificates;
  }

  /**
   * Reads the key pair of a secret: {@code tls.crt}, and the first certificate of {@code ca.crt}
   * where there is one, which is the root that {@code tls.crt} leaves out (cert-manager: {@code
   * kube.SecretTLSKeyPairAndCA}).
   *
   * @throws PkiException when the key or a certificate is missing or does not decode
   */
  static CaKeyPair read(SecretBundle secret) {
    PrivateKey key = PrivateKeys.decode(data(secret, SecretBundle.TLS_KEY).revealBytes());
    List<X509Certificate> certificates =
        new ArrayList<>(
            Certificates.decodeBundle(data(secret, SecretBundle.TLS_CRT).revealBytes()));
    secret
        .value(SecretBundle.CA_CRT)
        .filter(ca -> ca.size() > 0)
        .ifPresent(ca -> certificates.add(Certificates.decodeFirst(ca.revealBytes())));
    return new CaKeyPair(key, List.copyOf(certificates));
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
    if (!PrivateKeys.matches(key, certificate().getPublicKey())) {
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
    CertificateChain chain = CertificateChain.of(certificates);
    Set<X509Certificate> path = new LinkedHashSet<>(chain.certificates());
    chain.ca().ifPresent(path::add);
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
   * senior certificate as the CA.
   *
   * @throws PkiException when the certificates of the secret do not make one chain
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
