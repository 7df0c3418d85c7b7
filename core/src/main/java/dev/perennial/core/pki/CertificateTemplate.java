package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyUsage;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate to be signed holds. Immutable.
 *
 * @param subject the subject
 * @param publicKey the public key
 * @param notBefore the start of the validity, in whole seconds
 * @param notAfter the end of the validity, inclusive, in whole seconds
 * @param isCa whether it may sign others
 * @param extensions keyUsage, extKeyUsage, subjectAltName and nameConstraints, as far as there are,
 *     and others that the caller wants; those that the other fields speak of are left out here
 * @param crlDistributionPoints URLs for the cRLDistributionPoints extension
 * @param ocspServers URLs of OCSP responders for the authorityInfoAccess extension
 * @param issuingCertificateUrls URLs of the CA for the authorityInfoAccess extension
 */
public record CertificateTemplate(
    DistinguishedName subject,
    PublicKey publicKey,
    Instant notBefore,
    Instant notAfter,
    boolean isCa,
    List<ExtensionValue> extensions,
    List<String> crlDistributionPoints,
    List<String> ocspServers,
    List<String> issuingCertificateUrls) {
  /** Copies the lists. */
  public CertificateTemplate {
    extensions = List.copyOf(extensions);
    crlDistributionPoints = List.copyOf(crlDistributionPoints);
    ocspServers = List.copyOf(ocspServers);
    issuingCertificateUrls = List.copyOf(issuingCertificateUrls);
  }

  /**
   * Returns the template for a request whose CSR was checked (cert-manager: {@code
   * CertificateTemplateFromCSR}): names and name constraints as in the CSR, usages and basic
   * constraints as the request says.
   *
   * @param csr the CSR
   * @param isCa whether the request asks for a CA
   * @param usages the usages that the request asks for; empty means the default
   * @throws PkiException when the CSR has basic constraints or usages that differ from the request
   *     ({@link Reason#MISMATCH})
   */
  public static CertificateTemplate of(
      CertificateSigningRequest csr,
      boolean isCa,
      List<KeyUsage> usages,
      Instant notBefore,
      Instant notAfter) {
    KeyUsages asked = KeyUsages.of(usages, isCa);
    requireAgreement(csr, isCa, asked);
    List<ExtensionValue> extensions = new ArrayList<>();
    CsrContent.addUsages(asked, extensions);
    csr.extension(ExtensionValue.SUBJECT_ALT_NAME)
        .ifPresent(e -> extensions.add(e.withCritical(csr.subject().isEmpty())));
    csr.extension(ExtensionValue.NAME_CONSTRAINTS).ifPresent(extensions::add);
    return new CertificateTemplate(
        csr.subject(),
        csr.publicKey(),
        notBefore,
        notAfter,
        isCa,
        extensions,
        List.of(),
        List.of(),
        List.of());
  }

  /** Returns this with one more extension. */
  public CertificateTemplate with(ExtensionValue extension) {
    List<ExtensionValue> more = new ArrayList<>(extensions);
    more.add(extension);
    return new CertificateTemplate(
        subject,
        publicKey,
        notBefore,
        notAfter,
        isCa,
        more,
        crlDistributionPoints,
        ocspServers,
        issuingCertificateUrls);
  }

  /**
   * Checks that a CSR says of its usages and of being a CA what the request says, if anything. A
   * CSR with one of the two usage extensions is held against both.
   *
   * @throws PkiException when it says something else ({@link Reason#MISMATCH})
   */
  static void requireAgreement(CertificateSigningRequest csr, boolean isCa, KeyUsages asked) {
    if (csr.isCa().filter(inCsr -> inCsr != isCa).isPresent()) {
      throw new PkiException(
          Reason.MISMATCH,
          "the CSR asks for CA=" + !isCa + " in its basic constraints, the request for CA=" + isCa);
    }
    Optional<KeyUsages> usages = csr.usages();
    requireSame("key usage", usages.map(KeyUsages::bits), asked.bits());
    requireSame("extended key usage", usages.map(KeyUsages::extended), asked.extended());
  }

  private static void requireSame(String what, Optional<? extends List<?>> found, List<?> asked) {
    if (found.isPresent() && !found.get().equals(asked)) {
      throw new PkiException(
          Reason.MISMATCH,
          "the CSR's " + what + " " + found.get() + " differs from the request's " + asked);
    }
  }

  /** Returns the template with these CRL distribution points. */
  public CertificateTemplate withCrlDistributionPoints(List<String> urls) {
    return new CertificateTemplate(
        subject,
        publicKey,
        notBefore,
        notAfter,
        isCa,
        extensions,
        urls,
        ocspServers,
        issuingCertificateUrls);
  }

  /** Returns the template with these OCSP responders. */
  public CertificateTemplate withOcspServers(List<String> urls) {
    return new CertificateTemplate(
        subject,
        publicKey,
        notBefore,
        notAfter,
        isCa,
        extensions,
        crlDistributionPoints,
        urls,
        issuingCertificateUrls);
  }

  /** Returns the template with these URLs of the CA's own certificate. */
  public CertificateTemplate withIssuingCertificateUrls(List<String> urls) {
    return new CertificateTemplate(
        subject,
        publicKey,
        notBefore,
        notAfter,
        isCa,
        extensions,
        crlDistributionPoints,
        ocspServers,
        urls);
  }
}
