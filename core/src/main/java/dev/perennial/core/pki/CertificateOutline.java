package dev.perennial.core.pki;

import java.math.BigInteger;
import java.util.Arrays;

/** Checks the outline of a certificate (RFC 5280, section 4.1), with Go's strictness. */
final class CertificateOutline {
  private CertificateOutline() {}

  static void check(byte[] der, String place) {
    DerReader input = new DerReader(der, place);
    DerReader certificate = input.enter(DerReader.SEQUENCE);
    input.requireEnd();
    DerReader tbs = certificate.enter(DerReader.SEQUENCE);
    byte[] outerAlgorithm = certificate.element();
    certificate.enter(DerReader.BIT_STRING);
    checkVersion(tbs);
    if (tbs.integer().signum() < 0) {
      throw tbs.malformed("its serial number is negative");
    }
    if (!Arrays.equals(tbs.element(), outerAlgorithm)) {
      throw tbs.malformed("its two signature algorithms differ");
    }
    for (int i = 0; i < 4; i++) {
      tbs.enter(DerReader.SEQUENCE);
    }
  }

  private static void checkVersion(DerReader tbs) {
    if (!tbs.next(0xa0)) {
      return;
    }
    BigInteger version = tbs.enter(0xa0).integer();
    if (version.signum() < 0 || version.compareTo(BigInteger.TWO) > 0) {
      throw tbs.malformed("its version is not 1, 2 or 3");
    }
  }
}
