package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reads and writes single X.509 certificates and checks who signed them.
 *
 * <p>Safe for use by several threads.
 */
public final class Certificates {
  private static final String LABEL = "CERTIFICATE";

  private Certificates() {}

  /**
   * Reads one certificate from its DER bytes.
   *
   * @throws PkiException when they are not exactly one certificate ({@link Reason#MALFORMED})
   */
  public static X509Certificate decode(byte[] der) {
    return CertificateReader.read(der, "certificate");
  }

  /**
   * Reads the certificates of a PEM text in their order. Every block must be a certificate,
   * whatever its label (as in cert-manager).
   *
   * @param pem the text, at most {@link Pem#MAX_BUNDLE_BYTES} bytes
   * @return one certificate or more
   * @throws PkiException when the text is larger, holds no block or a block that is no certificate
   */
  public static List<X509Certificate> decodeBundle(byte[] pem) {
    return decodeAll(pem, Pem.MAX_BUNDLE_BYTES);
  }

  /**
   * Reads the first certificate of a PEM text; those that follow are read and checked too.
   *
   * @param pem the text, at most {@link Pem#MAX_BUNDLE_BYTES} bytes
   * @throws PkiException when the text is larger, holds no block or a block that is no certificate
   */
  public static X509Certificate decodeFirst(byte[] pem) {
    return decodeBundle(pem).get(0);
  }

  /** Returns the certificates as PEM text in their order. */
  public static byte[] encode(Collection<X509Certificate> certificates) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (X509Certificate certificate : certificates) {
      out.writeBytes(encode(certificate));
    }
    return out.toByteArray();
  }

  /** Returns one certificate as PEM text. */
  public static byte[] encode(X509Certificate certificate) {
    return Pem.encode(LABEL, der(certificate));
  }

  /**
   * Returns whether {@code issuer} may sign certificates and did sign {@code certificate}. Names
   * and times are not looked at. Signatures over MD5 and SHA-1 do not count. Source: Go {@code
   * x509.Certificate.CheckSignatureFrom}, which cert-manager calls.
   */
  public static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    return SignatureCheck.isSignedBy(outline(certificate), outline(issuer));
  }

  /** Returns whether {@code certificate} may sign certificates and signed itself. */
  public static boolean isSelfSigned(X509Certificate certificate) {
    return isSignedBy(certificate, certificate);
  }

  static List<X509Certificate> decodeAll(byte[] pem, int limit) {
    List<PemBlock> blocks = Pem.decodeAll(pem, limit);
    if (blocks.isEmpty()) {
      throw new PkiException(Reason.NO_DATA, "certificates: the text has no PEM block");
    }
    List<X509Certificate> certificates = new ArrayList<>(blocks.size());
    for (PemBlock block : blocks) {
      certificates.add(
          CertificateReader.read(block.sharedDer(), "certificate in line " + block.line()));
    }
    return List.copyOf(certificates);
  }

  private static CertificateOutline outline(X509Certificate certificate) {
    return CertificateOutline.of(der(certificate), "certificate");
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new PkiException(Reason.MALFORMED, "certificate: cannot be encoded", e);
    }
  }
}
