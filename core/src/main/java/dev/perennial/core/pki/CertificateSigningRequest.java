package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** A certification request (RFC 2986) that was read, its signature checked. Immutable. */
public final class CertificateSigningRequest {
  private final DistinguishedName subject;
  private final PublicKey publicKey;
  private final List<ExtensionValue> extensions;
  private final SubjectAltNames names;

  private CertificateSigningRequest(
      DistinguishedName subject, PublicKey publicKey, List<ExtensionValue> extensions) {
    this.subject = subject;
    this.publicKey = publicKey;
    this.extensions = List.copyOf(extensions);
    this.names =
        extension(ExtensionValue.SUBJECT_ALT_NAME)
            .map(e -> SubjectAltNames.decode(e.der()))
            .orElse(SubjectAltNames.EMPTY);
  }

  /**
   * Reads a CSR in DER, and checks that its own key signed it.
   *
   * @throws PkiException when it is none, its key is of no supported kind, or its signature is
   *     wrong
   */
  public static CertificateSigningRequest decode(byte[] der) {
    PKCS10CertificationRequest csr = read(der);
    requireSignature(csr);
    return of(csr);
  }

  /**
   * Reads a CSR in DER without looking at its signature.
   *
   * @throws PkiException when it is none, or its key is of no supported kind
   */
  static CertificateSigningRequest decodeUnchecked(byte[] der) {
    return of(read(der));
  }

  private static PKCS10CertificationRequest read(byte[] der) {
    if (der.length > SigningRequests.MAX_BYTES) {
      throw new PkiException(
          Reason.TOO_LARGE,
          "a CSR has at most " + SigningRequests.MAX_BYTES + " bytes, not " + der.length);
    }
    try {
      return new PKCS10CertificationRequest(der);
    } catch (IOException | RuntimeException e) {
      throw new PkiException(Reason.MALFORMED, "not a certification request", e);
    }
  }

  private static CertificateSigningRequest of(PKCS10CertificationRequest csr) {
    try {
      PublicKey key = PublicKeys.decode(csr.getSubjectPublicKeyInfo().getEncoded());
      DistinguishedName subject = DistinguishedName.decode(csr.getSubject().getEncoded());
      return new CertificateSigningRequest(subject, key, extensions(csr));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PkiException(Reason.MALFORMED, "the certification request is malformed", e);
    }
  }

  private static List<ExtensionValue> extensions(PKCS10CertificationRequest csr) {
    List<ExtensionValue> values = new ArrayList<>();
    Extensions requested = csr.getRequestedExtensions();
    if (requested != null) {
      for (ASN1ObjectIdentifier oid : requested.getExtensionOIDs()) {
        Extension extension = requested.getExtension(oid);
        values.add(
            ExtensionValue.of(
                oid.getId(), extension.isCritical(), extension.getExtnValue().getOctets()));
      }
    }
    return values;
  }

  private static void requireSignature(PKCS10CertificationRequest csr) {
    try {
      ContentVerifierProvider verifier =
          new JcaContentVerifierProviderBuilder()
              .setProvider(Native.BOUNCY_CASTLE)
              .build(csr.getSubjectPublicKeyInfo());
      if (csr.isSignatureValid(verifier)) {
        return;
      }
    } catch (PKCSException | OperatorCreationException | RuntimeException e) {
      throw new PkiException(
          Reason.MALFORMED, "the signature of the certification request cannot be checked", e);
    }
    throw new PkiException(
        Reason.MISMATCH, "the certification request was not signed with its own key");
  }

  /** Returns the subject. */
  public DistinguishedName subject() {
    return subject;
  }

  /** Returns the public key. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** Returns the requested extensions, in order. */
  public List<ExtensionValue> extensions() {
    return extensions;
  }

  /** Returns the requested extension of an object identifier, or empty when there is none. */
  public Optional<ExtensionValue> extension(String oid) {
    return extensions.stream().filter(e -> e.oid().equals(oid)).findFirst();
  }

  /** Returns the requested alternative names. */
  public SubjectAltNames names() {
    return names;
  }

  /** Returns whether basic constraints ask for a CA; empty when the request has none. */
  public Optional<Boolean> isCa() {
    return extension(ExtensionValue.BASIC_CONSTRAINTS).map(e -> BasicConstraintsDer.isCa(e.der()));
  }

  /** Returns the requested usages; empty when the request has neither extension. */
  public Optional<KeyUsages> usages() {
    Optional<ExtensionValue> bits = extension(ExtensionValue.KEY_USAGE);
    Optional<ExtensionValue> extended = extension(ExtensionValue.EXT_KEY_USAGE);
    if (bits.isEmpty() && extended.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new KeyUsages(
            bits.map(e -> KeyUsages.decodeKeyUsage(e.der())).orElse(List.of()),
            extended.map(e -> KeyUsages.decodeExtKeyUsage(e.der())).orElse(List.of())));
  }
}
