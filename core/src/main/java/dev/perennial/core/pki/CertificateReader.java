package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Reads one certificate. Its outline is checked here; the JDK's object is used where the JDK takes
 * the certificate, BouncyCastle's where the JDK is stricter than Go and OpenSSL.
 */
final class CertificateReader {
  private CertificateReader() {}

  static X509Certificate read(byte[] der, String place) {
    CertificateOutline.of(der, place);
    try {
      return Native.prefer(
          "SUN",
          provider ->
              (X509Certificate)
                  CertificateFactory.getInstance("X.509", provider)
                      .generateCertificate(new ByteArrayInputStream(der)));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new PkiException(Reason.MALFORMED, place + ": not an X.509 certificate", e);
    }
  }
}
