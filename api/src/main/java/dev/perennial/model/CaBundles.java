package dev.perennial.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule of a {@code caBundle}, which is the base64 of certificates in PEM: at least one must
 * decode. Others are passed over, as Go's {@code CertPool.AppendCertsFromPEM} does.
 */
final class CaBundles {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

  private CaBundles() {}

  /** Returns whether the field is there and not empty; checks it then. */
  static boolean check(ConfigFields fields) {
    String bundle = fields.text("caBundle");
    if (bundle.isEmpty()) {
      return false;
    }
    if (!holdsCertificate(bundle)) {
      fields.invalidUnshown("caBundle", "must be the base64 of at least one certificate in PEM");
    }
    return true;
  }

  private static boolean holdsCertificate(String base64) {
    try {
      String pem = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
      Matcher blocks = CERTIFICATE.matcher(pem);
      while (blocks.find()) {
        if (isCertificate(blocks.group(1))) {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isCertificate(String base64) {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
      return true;
    } catch (CertificateException | IllegalArgumentException e) {
      return false;
    }
  }
}
