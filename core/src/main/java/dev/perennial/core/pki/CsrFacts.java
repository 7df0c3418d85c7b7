package dev.perennial.core.pki;

import dev.perennial.model.CertificateSpec;
import java.util.HexFormat;

/**
 * What a decision may know of a CSR. Immutable.
 *
 * @param subject the subject
 * @param names the alternative names
 * @param publicKeyId the identity of its public key, see {@link KeyFacts#publicKeyId()}
 * @param nameConstraints the DER value of its name constraints in hex; empty when it has none
 */
public record CsrFacts(
    DistinguishedName subject, SubjectAltNames names, String publicKeyId, String nameConstraints) {
  /**
   * Returns the facts of a CSR in PEM. Its signature is not looked at: whoever signs it does.
   *
   * @param pem the text, each byte as one character of ISO 8859-1
   * @throws PkiException when it does not decode
   */
  public static CsrFacts read(String pem) {
    CertificateSigningRequest csr = SigningRequests.readPem(pem);
    return new CsrFacts(
        csr.subject(),
        csr.names(),
        PublicKeys.id(csr.publicKey()),
        csr.extension(ExtensionValue.NAME_CONSTRAINTS)
            .map(e -> HexFormat.of().formatHex(e.der()))
            .orElse(""));
  }

  /**
   * Returns the facts of the CSR that a spec would give.
   *
   * @param publicKeyId the identity of its key
   * @throws PkiException when the spec gives none
   */
  public static CsrFacts expectedOf(CertificateSpec spec, String publicKeyId) {
    return new CsrFacts(
        CsrContent.subject(spec),
        SubjectAltNames.of(spec),
        publicKeyId,
        SpecMatch.nameConstraintsHex(spec));
  }
}
