package dev.perennial.core.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * Reads one certificate. Its outline decides whether it is one; the JDK's object is used where the
 * JDK takes it, ours where the JDK is stricter than Go and OpenSSL.
 */
final class CertificateReader {
  private CertificateReader() {}

  static X509Certificate read(byte[] der, String place) {
    CertificateOutline outline = CertificateOutline.of(der, place);
    Provider jdk = Security.getProvider("SUN");
    if (jdk != null) {
      try {
        return (X509Certificate)
            CertificateFactory.getInstance("X.509", jdk)
                .generateCertificate(new ByteArrayInputStream(der));
      } catch (GeneralSecurityException | RuntimeException stricter) {
        return new ParsedCertificate(der, outline);
      }
    }
    return new ParsedCertificate(der, outline);
  }
}
