package dev.perennial.core.pki;

import java.security.cert.X509Certificate;

/** One certificate on its way into a chain. */
final class ChainNode {
  private static final int MAX_NAME = 120;

  private final int index;
  private final X509Certificate certificate;
  private final CertificateOutline outline;

  ChainNode(int index, X509Certificate certificate, byte[] der) {
    this.index = index;
    this.certificate = certificate;
    this.outline = CertificateOutline.of(der, "certificate");
  }

  int index() {
    return index;
  }

  X509Certificate certificate() {
    return certificate;
  }

  CertificateOutline outline() {
    return outline;
  }

  /** Returns the subject for a message: short, and printable whatever the certificate holds. */
  String subject() {
    return printable(certificate.getSubjectX500Principal().getName());
  }

  /** Returns the issuer for a message. */
  String issuer() {
    return printable(certificate.getIssuerX500Principal().getName());
  }

  private static String printable(String name) {
    StringBuilder text = new StringBuilder("\"");
    name.codePoints()
        .limit(MAX_NAME)
        .map(c -> Character.isISOControl(c) || c > 0x7e ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.append(name.length() > MAX_NAME ? "...\"" : "\"").toString();
  }
}
