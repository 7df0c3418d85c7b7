package dev.perennial.core.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that the JDK refuses and Go, OpenSSL and cert-manager do not: above all one with an
 * empty issuer, which the SelfSigned issuer makes of every certificate without a subject.
 */
final class ParsedCertificate extends X509Certificate {
  private static final long serialVersionUID = 1L;

  private final byte[] der;
  private final transient CertificateOutline outline;
  private final X500Principal issuer;
  private final X500Principal subject;

  /**
   * Takes the parts of a certificate.
   *
   * @throws IllegalArgumentException when the JDK cannot hold one of its names
   */
  ParsedCertificate(byte[] der, CertificateOutline outline) {
    this.der = der.clone();
    this.outline = outline;
    this.issuer = new X500Principal(outline.issuer());
    this.subject = new X500Principal(outline.subject());
  }

  @Override
  public byte[] getEncoded() {
    return der.clone();
  }

  @Override
  public void checkValidity(Date date)
      throws CertificateExpiredException, CertificateNotYetValidException {
    Instant now = date.toInstant();
    if (now.isAfter(outline.notAfter())) {
      throw new CertificateExpiredException("expired at " + outline.notAfter());
    }
    if (now.isBefore(outline.notBefore())) {
      throw new CertificateNotYetValidException("valid from " + outline.notBefore());
    }
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // the JDK's own signature
  public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
    checkValidity(new Date());
  }

  @Override
  public int getVersion() {
    return outline.version();
  }

  @Override
  public BigInteger getSerialNumber() {
    return outline.serialNumber();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation")
  public Principal getIssuerDN() {
    return getIssuerX500Principal();
  }

  @Override
  @Deprecated
  @SuppressWarnings("deprecation")
  public Principal getSubjectDN() {
    return getSubjectX500Principal();
  }

  @Override
  public X500Principal getIssuerX500Principal() {
    return issuer;
  }

  @Override
  public X500Principal getSubjectX500Principal() {
    return subject;
  }

  @Override
  public Date getNotBefore() {
    return Date.from(outline.notBefore());
  }

  @Override
  public Date getNotAfter() {
    return Date.from(outline.notAfter());
  }

  @Override
  public byte[] getTBSCertificate() {
    return outline.tbs().clone();
  }

  @Override
  public byte[] getSignature() {
    return outline.signature().clone();
  }

  @Override
  public String getSigAlgName() {
    return SignatureCheck.name(getSigAlgOID());
  }

  @Override
  public String getSigAlgOID() {
    return outline.signatureAlgorithm().oid();
  }

  @Override
  public byte @Nullable [] getSigAlgParams() {
    DerReader algorithm = outline.signatureAlgorithm();
    algorithm.oid();
    return algorithm.atEnd() ? null : algorithm.element();
  }

  @Override
  public boolean @Nullable [] getIssuerUniqueID() {
    return null;
  }

  @Override
  public boolean @Nullable [] getSubjectUniqueID() {
    return null;
  }

  @Override
  public boolean @Nullable [] getKeyUsage() {
    return outline.extensions().values().containsKey("2.5.29.15")
        ? outline.extensions().keyUsage()
        : null;
  }

  @Override
  public int getBasicConstraints() {
    if (!Boolean.TRUE.equals(outline.extensions().ca())) {
      return -1;
    }
    int length = outline.extensions().pathLength();
    return length < 0 ? Integer.MAX_VALUE : length;
  }

  @Override
  public @Nullable List<String> getExtendedKeyUsage() {
    CertificateExtensions.Value value = outline.extensions().values().get("2.5.29.37");
    if (value == null) {
      return null;
    }
    DerReader list = new DerReader(value.der(), "usages").enter(DerReader.SEQUENCE);
    List<String> usages = new ArrayList<>();
    while (!list.atEnd()) {
      usages.add(list.oid());
    }
    return List.copyOf(usages);
  }

  @Override
  public @Nullable Collection<List<?>> getSubjectAlternativeNames()
      throws CertificateParsingException {
    CertificateExtensions.Value value = outline.extensions().values().get("2.5.29.17");
    return value == null ? null : AlternativeNames.read(value.der());
  }

  @Override
  public PublicKey getPublicKey() {
    return KeyFactories.publicKey(outline.publicKeyInfo());
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return false;
  }

  @Override
  public Set<String> getCriticalExtensionOIDs() {
    return oids(true);
  }

  @Override
  public Set<String> getNonCriticalExtensionOIDs() {
    return oids(false);
  }

  @Override
  public byte @Nullable [] getExtensionValue(String oid) {
    CertificateExtensions.Value value = outline.extensions().values().get(oid);
    try {
      return value == null ? null : new DEROctetString(value.der()).getEncoded();
    } catch (IOException e) {
      throw new AssertionError("memory does not fail", e);
    }
  }

  @Override
  public void verify(PublicKey key)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    verify(Signature.getInstance(getSigAlgName()), key);
  }

  @Override
  public void verify(PublicKey key, String provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    verify(key);
  }

  @Override
  public void verify(PublicKey key, @Nullable Provider provider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    verify(
        provider == null
            ? Signature.getInstance(getSigAlgName())
            : Signature.getInstance(getSigAlgName(), provider),
        key);
  }

  @Override
  public String toString() {
    return "X.509 certificate of " + getSubjectX500Principal() + " by " + getIssuerX500Principal();
  }

  private void verify(Signature signature, PublicKey key)
      throws InvalidKeyException, SignatureException {
    signature.initVerify(key);
    signature.update(outline.tbs());
    if (!signature.verify(outline.signature())) {
      throw new SignatureException("the signature does not fit the key");
    }
  }

  private Set<String> oids(boolean critical) {
    return outline.extensions().values().entrySet().stream()
        .filter(extension -> extension.getValue().critical() == critical)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
