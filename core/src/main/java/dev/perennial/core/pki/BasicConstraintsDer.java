package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.BasicConstraints;

/** The DER value of the basicConstraints extension (RFC 5280, section 4.2.1.9). */
final class BasicConstraintsDer {
  private static final byte[] CA = {0x30, 0x03, 0x01, 0x01, (byte) 0xFF};
  private static final byte[] LEAF = {0x30, 0x00};

  private BasicConstraintsDer() {}

  static byte[] encode(boolean isCa) {
    return isCa ? CA.clone() : LEAF.clone();
  }

  static boolean isCa(byte[] der) {
    try {
      return BasicConstraints.getInstance(ASN1Primitive.fromByteArray(der)).isCA();
    } catch (IOException | IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "the basicConstraints extension is malformed", e);
    }
  }
}
