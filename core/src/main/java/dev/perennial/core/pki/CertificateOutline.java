package dev.perennial.core.pki;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a certificate (RFC 5280, section 4.1) that chains are built from, read straight from
 * its DER, so that no provider's repairs or refusals come in between. What it accepts follows Go's
 * {@code x509.ParseCertificate}.
 */
final class CertificateOutline {
  private static final int VERSION_TAG = 0xa0;
  private static final int EXTENSIONS_TAG = 0xa3;

  private final byte[] tbs;
  private final byte[] issuer;
  private final byte[] subject;
  private final byte[] publicKeyInfo;
  private final byte[] signature;
  private final byte[] signatureAlgorithm;
  private final BigInteger serialNumber;
  private final Instant notBefore;
  private final Instant notAfter;
  private final int version;
  private final CertificateExtensions extensions;

  private CertificateOutline(byte[] der, String place) {
    DerReader input = new DerReader(der, place);
    DerReader certificate = input.enter(DerReader.SEQUENCE);
    input.requireEnd();
    tbs = certificate.element(DerReader.SEQUENCE);
    DerReader body = new DerReader(tbs, place).enter(DerReader.SEQUENCE);
    version = version(body);
    serialNumber = body.integer();
    if (serialNumber.signum() < 0) {
      throw body.malformed("its serial number is negative");
    }
    byte[] innerAlgorithm = body.element(DerReader.SEQUENCE);
    signatureAlgorithm = certificate.element(DerReader.SEQUENCE);
    if (!Arrays.equals(innerAlgorithm, signatureAlgorithm)) {
      throw body.malformed("its two signature algorithms differ");
    }
    checkAlgorithm(new DerReader(signatureAlgorithm, place).enter(DerReader.SEQUENCE));
    issuer = body.element(DerReader.SEQUENCE);
    NameCheck.check(new DerReader(issuer, place));
    DerReader validity = body.enter(DerReader.SEQUENCE);
    notBefore = DerTime.read(validity);
    notAfter = DerTime.read(validity);
    subject = body.element(DerReader.SEQUENCE);
    NameCheck.check(new DerReader(subject, place));
    publicKeyInfo = body.element(DerReader.SEQUENCE);
    PublicKeyCheck.check(new DerReader(publicKeyInfo, place));
    extensions = extensions(body);
    signature = certificate.bits();
  }

  /**
   * Reads the outline.
   *
   * @throws PkiException when the bytes are not exactly one certificate
   */
  static CertificateOutline of(byte[] der, String place) {
    return new CertificateOutline(der, place);
  }

  byte[] tbs() {
    return tbs;
  }

  /** Returns the DER of the issuer's name. */
  byte[] issuer() {
    return issuer;
  }

  /** Returns the DER of the subject's name. */
  byte[] subject() {
    return subject;
  }

  byte[] publicKeyInfo() {
    return publicKeyInfo;
  }

  byte[] signature() {
    return signature;
  }

  int version() {
    return version;
  }

  BigInteger serialNumber() {
    return serialNumber;
  }

  Instant notBefore() {
    return notBefore;
  }

  Instant notAfter() {
    return notAfter;
  }

  CertificateExtensions extensions() {
    return extensions;
  }

  /** Returns a cursor over the content of the signature's AlgorithmIdentifier. */
  DerReader signatureAlgorithm() {
    return new DerReader(signatureAlgorithm, "signature algorithm").enter(DerReader.SEQUENCE);
  }

  /**
   * Returns whether this certificate may sign others: basic constraints say so (versions 1 and 2
   * may have none), and the key usage, where there is one, includes it.
   */
  boolean maySign() {
    @Nullable Boolean ca = extensions.ca();
    if (ca == null ? version == 3 : !ca) {
      return false;
    }
    return extensions.mayUseKeyToSignCertificates();
  }

  private static int version(DerReader body) {
    if (!body.next(VERSION_TAG)) {
      return 1;
    }
    DerReader tagged = body.enter(VERSION_TAG);
    BigInteger version = tagged.integer();
    if (version.signum() < 0 || version.compareTo(BigInteger.TWO) > 0 || !tagged.atEnd()) {
      throw tagged.malformed("its version is not 1, 2 or 3");
    }
    return version.intValue() + 1;
  }

  private static void checkAlgorithm(DerReader algorithm) {
    algorithm.oid();
    if (!algorithm.atEnd()) {
      algorithm.enterAny();
    }
  }

  private CertificateExtensions extensions(DerReader body) {
    CertificateExtensions read = new CertificateExtensions();
    for (int tag = 1; tag <= 2 && version > 1; tag++) {
      if (body.next(0x80 | tag)) {
        body.enterAny();
      }
    }
    if (version == 3 && body.next(EXTENSIONS_TAG)) {
      DerReader list = body.enter(EXTENSIONS_TAG).enter(DerReader.SEQUENCE);
      while (!list.atEnd()) {
        read.read(list.enter(DerReader.SEQUENCE));
      }
    }
    return read;
  }
}
