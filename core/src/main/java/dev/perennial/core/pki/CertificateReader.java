package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Reads one certificate. Its outline decides whether it is one; the JDK's object is used where the
 * JDK takes it, ours where the JDK is stricter than Go and OpenSSL.
 */
final class CertificateReader {
  private CertificateReader() {}

  static X509Certificate read(byte[] der, String place) {
    CertificateOutline outline = CertificateOutline.of(der, place);
    return byJdk(der).orElseGet(() -> byUs(der, outline, place));
  }

  private static Optional<X509Certificate> byJdk(byte[] der) {
    Provider jdk = Security.getProvider("SUN");
    if (jdk == null) {
      return Optional.empty();
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509", jdk);
      return Optional.of(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    } catch (GeneralSecurityException | RuntimeException stricter) {
      return Optional.empty();
    }
  }

  private static X509Certificate byUs(byte[] der, CertificateOutline outline, String place) {
    try {
      return new ParsedCertificate(der, outline);
    } catch (IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, place + ": one of its names cannot be read", e);
    }
  }
}
