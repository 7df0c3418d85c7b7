package dev.perennial.core.pki;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.NameAttribute;
import dev.perennial.model.x509.Subject;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A leaf that nobody trusts, for servers that do not start without one. It is signed with a CA key
 * that is thrown away. Source: cert-manager {@code temporarycertificate.go}. Safe for use by
 * several threads.
 */
public final class TemporaryCertificate {
  private static final String CA_NAME = "cert-manager.local";

  /** What marks a leaf as temporary: a serialNumber attribute that no CA would give. */
  private static final String MARK = "1234567890";

  private TemporaryCertificate() {}

  /**
   * Returns the leaf in PEM.
   *
   * @param spec what it is to look like
   * @param key the private key whose public half it holds
   * @param now the start of its validity
   * @throws PkiException when the spec cannot be encoded
   */
  public static byte[] generate(CertificateSpec spec, PrivateKey key, Instant now, Crypto crypto) {
    Instant notBefore = now.truncatedTo(ChronoUnit.SECONDS);
    Instant notAfter = notBefore.plus(spec.effectiveDuration());
    PrivateKey caKey = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 521), crypto);
    DistinguishedName caName = DistinguishedName.of(Subject.EMPTY, CA_NAME);
    X509Certificate ca =
        CertificateSigner.selfSign(
            template(caName, caKey, List.of(KeyUsage.DIGITAL_SIGNATURE), true, notBefore, notAfter),
            caKey,
            crypto);
    CertificateTemplate leaf =
        template(subject(spec), key, spec.usages(), spec.isCa(), notBefore, notAfter);
    SubjectAltNames names = SubjectAltNames.of(spec);
    if (!names.isEmpty()) {
      List<ExtensionValue> extensions = new ArrayList<>(leaf.extensions());
      extensions.add(ExtensionValue.of(ExtensionValue.SUBJECT_ALT_NAME, false, names.der()));
      leaf = withExtensions(leaf, extensions);
    }
    return Certificates.encode(CertificateSigner.sign(leaf, caKey, ca, crypto));
  }

  private static DistinguishedName subject(CertificateSpec spec) {
    List<List<NameAttribute>> rdns = new ArrayList<>(CsrContent.subject(spec).rdns());
    rdns.removeIf(
        rdn -> rdn.stream().anyMatch(a -> a.oid().equals(DistinguishedName.SERIAL_NUMBER)));
    rdns.add(List.of(new NameAttribute(DistinguishedName.SERIAL_NUMBER, MARK)));
    return DistinguishedName.of(rdns);
  }

  private static CertificateTemplate template(
      DistinguishedName subject,
      PrivateKey key,
      List<KeyUsage> usages,
      boolean isCa,
      Instant notBefore,
      Instant notAfter) {
    List<ExtensionValue> extensions = new ArrayList<>();
    CsrContent.addUsages(KeyUsages.of(usages, isCa), extensions);
    return new CertificateTemplate(
        subject,
        PrivateKeys.publicKey(key),
        notBefore,
        notAfter,
        isCa,
        extensions,
        List.of(),
        List.of(),
        List.of());
  }

  private static CertificateTemplate withExtensions(
      CertificateTemplate t, List<ExtensionValue> extensions) {
    return new CertificateTemplate(
        t.subject(),
        t.publicKey(),
        t.notBefore(),
        t.notAfter(),
        t.isCa(),
        extensions,
        t.crlDistributionPoints(),
        t.ocspServers(),
        t.issuingCertificateUrls());
  }
}
