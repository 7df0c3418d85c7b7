package dev.perennial.core.pki;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;

/** The identifier by which an ACME CA knows a certificate (RFC 9773, section 4.1). */
public final class CertificateId {
  /** The object identifier of the extension (RFC 5280, section 4.2.1.1). */
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

  private CertificateId() {}

  /**
   * Returns the identifier: the key identifier of the authority and the content octets of the
   * serial number, each in base64url without padding, with a dot between. Empty when the
   * certificate does not name the key of its authority.
   */
  public static Optional<String> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
    if (extension == null) {
      return Optional.empty();
    }
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      byte[] key = AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets();
      return key == null || key.length == 0
          ? Optional.empty()
          : Optional.of(base64(key) + "." + base64(certificate.getSerialNumber().toByteArray()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
