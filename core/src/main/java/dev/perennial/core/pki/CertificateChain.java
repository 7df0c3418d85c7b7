package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a server shows, leaf first, and the CA above them when it is known.
 *
 * <p>Immutable. Source: cert-manager {@code pki.ParseSingleCertificateChain}.
 */
public final class CertificateChain {
  /** Most different certificates that are joined into one chain. */
  public static final int MAX_CERTIFICATES = 1000;

  private final List<X509Certificate> certificates;
  private final @Nullable X509Certificate ca;

  private CertificateChain(List<X509Certificate> certificates, @Nullable X509Certificate ca) {
    this.certificates = List.copyOf(certificates);
    this.ca = ca;
  }

  /**
   * Orders an unordered PEM bundle into one chain.
   *
   * @param pem the text, at most {@link Pem#MAX_CHAIN_BYTES} bytes
   * @throws PkiException as {@link #of} and {@link Certificates#decodeBundle} do
   */
  public static CertificateChain parse(byte[] pem) {
    return of(Certificates.decodeAll(pem, Pem.MAX_CHAIN_BYTES));
  }

  /**
   * Takes the certificates of a PEM text as they stand: the first is the leaf, nothing is left out,
   * no signature is checked and no CA is found. For reading a {@code tls.crt} that was stored.
   *
   * @param pem the text, at most {@link Pem#MAX_CHAIN_BYTES} bytes
   * @throws PkiException when the text is larger, holds no block or a block that is no certificate
   */
  public static CertificateChain parseVerbatim(byte[] pem) {
    return new CertificateChain(Certificates.decodeAll(pem, Pem.MAX_CHAIN_BYTES), null);
  }

  /**
   * Orders certificates into one chain. Repeated ones count once. A self-signed root is left out of
   * the chain and becomes the CA; without one the highest certificate is both the end of the chain
   * and the CA; a lone certificate is the chain, and the CA too when it signed itself.
   *
   * @param certificates in any order, at most 1000 different ones
   * @throws PkiException when there are none ({@link Reason#NO_DATA}), too many ({@link
   *     Reason#TOO_LARGE}) or when they do not make exactly one chain ({@link
   *     Reason#BROKEN_CHAIN}); the message says why
   */
  public static CertificateChain of(Collection<X509Certificate> certificates) {
    List<X509Certificate> path = ChainJoin.join(certificates);
    X509Certificate top = path.get(path.size() - 1);
    boolean root = Certificates.isSelfSigned(top);
    if (path.size() == 1) {
      return new CertificateChain(path, root ? top : null);
    }
    List<X509Certificate> shown = new ArrayList<>(path);
    // Beside its cross-signed twin, a root can also stand lower in the path.
    shown.removeIf(Certificates::isSelfSigned);
    return new CertificateChain(shown.isEmpty() ? path.subList(0, 1) : shown, top);
  }

  /**
   * Returns the chain of a leaf that the first certificate of this one signed: what {@link #of}
   * gives for all of them together, but no signature is checked. For whoever has just signed the
   * leaf with the key of that certificate.
   */
  public CertificateChain below(X509Certificate leaf) {
    boolean root = certificates.size() == 1 && certificates.get(0).equals(ca);
    List<X509Certificate> shown = new ArrayList<>();
    shown.add(leaf);
    shown.addAll(root ? List.of() : certificates);
    return new CertificateChain(shown, ca == null ? certificates.get(certificates.size() - 1) : ca);
  }

  /** Returns the chain, leaf first; at least one certificate. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** Returns the first certificate. */
  public X509Certificate leaf() {
    return certificates.get(0);
  }

  /** Returns the most senior certificate that was given, when it may serve as a CA. */
  public Optional<X509Certificate> ca() {
    return Optional.ofNullable(ca);
  }

  /** Returns the chain as PEM text, leaf first: the content of {@code tls.crt}. */
  public byte[] toPem() {
    return Certificates.encode(certificates);
  }

  /** Returns the CA as PEM text, when it is known: the content of {@code ca.crt}. */
  public Optional<byte[]> caPem() {
    return ca().map(Certificates::encode);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateChain that
        && certificates.equals(that.certificates)
        && Objects.equals(ca, that.ca);
  }

  @Override
  public int hashCode() {
    return Objects.hash(certificates, ca);
  }

  /** Returns the number of certificates, not their content. */
  @Override
  public String toString() {
    return "CertificateChain[" + certificates.size() + (ca == null ? "]" : ", CA known]");
  }
}
