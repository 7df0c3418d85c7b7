package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.Validity;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Signs certificates (X.509 v3, RFC 5280, section 4.1). The signature algorithm follows the key
 * that signs. Safe for use by several threads.
 */
public final class CertificateSigner {
  /** The length of serial numbers in bits: positive, below 20 octets (RFC 5280, 4.1.2.2). */
  private static final int SERIAL_BITS = 159;

  private static final int OCTET_STRING = 0x04;

  /** X.509 v3 counts from zero. */
  private static final int VERSION_3 = 2;

  private static final int VERSION_TAG = 0;
  private static final int EXTENSIONS_TAG = 3;

  /** Extensions that have a place of their own in the order, or are made from the template. */
  private static final Set<String> OWN_PLACE =
      Set.of(
          ExtensionValue.KEY_USAGE,
          ExtensionValue.EXT_KEY_USAGE,
          ExtensionValue.BASIC_CONSTRAINTS,
          ExtensionValue.SUBJECT_ALT_NAME,
          ExtensionValue.NAME_CONSTRAINTS);

  private CertificateSigner() {}

  /**
   * Returns a certificate signed by a CA. The CA's subject is copied byte for byte.
   *
   * @param key the private key of the CA
   * @param ca the certificate of the CA
   * @throws PkiException when it cannot be encoded or signed
   */
  public static X509Certificate sign(
      CertificateTemplate template, PrivateKey key, X509Certificate ca, Crypto crypto) {
    return sign(
        template,
        X500Name.getInstance(ca.getSubjectX500Principal().getEncoded()),
        subjectKeyId(ca),
        key,
        crypto);
  }

  /**
   * Returns a certificate signed with its own key.
   *
   * @throws PkiException when it cannot be encoded or signed
   */
  public static X509Certificate selfSign(
      CertificateTemplate template, PrivateKey key, Crypto crypto) {
    return sign(template, X500Name.getInstance(template.subject().der()), null, key, crypto);
  }

  private static X509Certificate sign(
      CertificateTemplate template,
      X500Name issuer,
      byte @Nullable [] authorityKeyId,
      PrivateKey key,
      Crypto crypto) {
    try {
      ContentSigner signer =
          new JcaContentSignerBuilder(SigningRequests.signatureAlgorithm(key, null).jcaName())
              .setProvider(crypto.provider())
              .setSecureRandom(crypto.random())
              .build(crypto.signingKey(key));
      ExtensionsGenerator extensions = new ExtensionsGenerator();
      addExtensions(extensions, template, authorityKeyId);
      ASN1EncodableVector content = new ASN1EncodableVector();
      content.add(new DERTaggedObject(true, VERSION_TAG, new ASN1Integer(VERSION_3)));
      content.add(new ASN1Integer(serial(crypto.random())));
      content.add(signer.getAlgorithmIdentifier());
      content.add(issuer);
      content.add(validity(template));
      content.add(X500Name.getInstance(template.subject().der()));
      content.add(SubjectPublicKeyInfo.getInstance(template.publicKey().getEncoded()));
      content.add(new DERTaggedObject(true, EXTENSIONS_TAG, extensions.generate()));
      return Certificates.decode(signed(new DERSequence(content), signer));
    } catch (IOException | OperatorCreationException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "the certificate cannot be signed", e);
    }
  }

  private static Validity validity(CertificateTemplate template) {
    return new Validity(
        new Time(Date.from(template.notBefore())), new Time(Date.from(template.notAfter())));
  }

  /**
   * Signs what a certificate says. The builders of BouncyCastle refuse an empty issuer, with which
   * cert-manager signs.
   */
  private static byte[] signed(DERSequence content, ContentSigner signer) throws IOException {
    byte[] der = content.getEncoded(ASN1Encoding.DER);
    try (OutputStream out = signer.getOutputStream()) {
      out.write(der);
    }
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(content);
    parts.add(signer.getAlgorithmIdentifier());
    parts.add(new DERBitString(signer.getSignature()));
    return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
  }

  private static void addExtensions(
      ExtensionsGenerator extensions,
      CertificateTemplate template,
      byte @Nullable [] authorityKeyId)
      throws IOException {
    for (ExtensionValue extension : template.extensions()) {
      boolean isUsage =
          extension.oid().equals(ExtensionValue.KEY_USAGE)
              || extension.oid().equals(ExtensionValue.EXT_KEY_USAGE);
      if (isUsage) {
        add(extensions, extension);
      }
    }
    add(
        extensions,
        ExtensionValue.of(
            ExtensionValue.BASIC_CONSTRAINTS, true, BasicConstraintsDer.encode(template.isCa())));
    if (template.isCa()) {
      byte[] id = keyId(template.publicKey());
      extensions.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(id));
    }
    if (authorityKeyId != null) {
      extensions.addExtension(
          Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(authorityKeyId));
    }
    addAuthorityInfoAccess(extensions, template);
    for (ExtensionValue extension : template.extensions()) {
      if (extension.oid().equals(ExtensionValue.SUBJECT_ALT_NAME)
          || extension.oid().equals(ExtensionValue.NAME_CONSTRAINTS)) {
        add(extensions, extension);
      }
    }
    addCrlDistributionPoints(extensions, template.crlDistributionPoints());
    for (ExtensionValue extension : template.extensions()) {
      if (!OWN_PLACE.contains(extension.oid())) {
        add(extensions, extension);
      }
    }
  }

  private static void add(ExtensionsGenerator extensions, ExtensionValue extension)
      throws IOException {
    extensions.addExtension(
        new ASN1ObjectIdentifier(extension.oid()), extension.critical(), extension.der());
  }

  private static void addAuthorityInfoAccess(
      ExtensionsGenerator extensions, CertificateTemplate template) throws IOException {
    List<AccessDescription> descriptions = new ArrayList<>();
    template
        .ocspServers()
        .forEach(url -> descriptions.add(access(AccessDescription.id_ad_ocsp, url)));
    template
        .issuingCertificateUrls()
        .forEach(url -> descriptions.add(access(AccessDescription.id_ad_caIssuers, url)));
    if (!descriptions.isEmpty()) {
      extensions.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(descriptions.toArray(AccessDescription[]::new)));
    }
  }

  private static AccessDescription access(ASN1ObjectIdentifier method, String url) {
    return new AccessDescription(
        method, new GeneralName(GeneralName.uniformResourceIdentifier, url));
  }

  private static void addCrlDistributionPoints(ExtensionsGenerator extensions, List<String> urls)
      throws IOException {
    if (urls.isEmpty()) {
      return;
    }
    DistributionPoint[] points =
        urls.stream()
            .map(url -> new GeneralName(GeneralName.uniformResourceIdentifier, url))
            .map(name -> new DistributionPointName(new GeneralNames(name)))
            .map(name -> new DistributionPoint(name, null, null))
            .toArray(DistributionPoint[]::new);
    extensions.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(points));
  }

  private static BigInteger serial(SecureRandom random) {
    BigInteger serial;
    do {
      serial = new BigInteger(SERIAL_BITS, random);
    } while (serial.signum() == 0);
    return serial;
  }

  /** Returns the key identifier of a public key: SHA-1 of its bits (RFC 5280, 4.2.1.2, (1)). */
  private static byte[] keyId(PublicKey key) {
    try {
      byte[] bits =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets();
      return MessageDigest.getInstance("SHA-1").digest(bits);
    } catch (NoSuchAlgorithmException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "every Java platform has SHA-1", e);
    }
  }

  /** Returns the key identifier that a certificate has, or null when it has none. */
  static byte @Nullable [] subjectKeyId(X509Certificate certificate) {
    byte[] value = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    if (value == null) {
      return null;
    }
    byte[] inner = DEROctetString.getInstance(value).getOctets();
    return inner.length > 0 && inner[0] == OCTET_STRING
        ? DEROctetString.getInstance(inner).getOctets()
        : null;
  }
}
