package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.CertificateSpec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1OctetString;

/**
 * What a decision may know of a certificate. Immutable.
 *
 * @param subject the subject
 * @param names the alternative names
 * @param publicKeyId the identity of its public key, see {@link KeyFacts#publicKeyId()}
 * @param notBefore the start of the validity
 * @param notAfter the end of the validity, inclusive
 * @param serial the serial number in hex
 * @param fingerprint the SHA-256 of its DER in lower-case hex
 * @param isCa whether its basic constraints make it a CA
 * @param isSelfIssued whether issuer and subject are the same name (RFC 5280, section 3.2)
 */
public record LeafFacts(
    DistinguishedName subject,
    SubjectAltNames names,
    String publicKeyId,
    Instant notBefore,
    Instant notAfter,
    String serial,
    String fingerprint,
    boolean isCa,
    boolean isSelfIssued) {
  /**
   * Returns the facts of a certificate.
   *
   * @throws PkiException when its names do not decode
   */
  public static LeafFacts read(X509Certificate certificate) {
    byte[] names = certificate.getExtensionValue(ExtensionValue.SUBJECT_ALT_NAME);
    byte[] subject = certificate.getSubjectX500Principal().getEncoded();
    return new LeafFacts(
        DistinguishedName.decode(subject),
        names == null ? SubjectAltNames.EMPTY : SubjectAltNames.decode(unwrapped(names)),
        PublicKeys.id(certificate.getPublicKey()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        certificate.getSerialNumber().toString(16),
        fingerprint(certificate),
        certificate.getBasicConstraints() >= 0,
        certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal()));
  }

  /**
   * Returns the facts of a certificate that a willing issuer would give for a spec, for a
   * simulation.
   *
   * @param publicKeyId the identity of its key
   * @param identity what tells it from other certificates
   */
  public static LeafFacts simulated(
      CertificateSpec spec,
      String publicKeyId,
      Instant notBefore,
      Instant notAfter,
      String identity) {
    return new LeafFacts(
        CsrContent.subject(spec),
        SubjectAltNames.of(spec),
        publicKeyId,
        notBefore,
        notAfter,
        identity,
        identity,
        spec.isCa(),
        false);
  }

  /**
   * Returns the SHA-256 fingerprint of a certificate in lower-case hex.
   *
   * @throws PkiException when it does not encode
   */
  public static String fingerprint(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "the certificate has no fingerprint", e);
    }
  }

  private static byte[] unwrapped(byte[] octetString) {
    try {
      return ASN1OctetString.getInstance(octetString).getOctets();
    } catch (IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "the subjectAltName extension is malformed", e);
    }
  }
}
