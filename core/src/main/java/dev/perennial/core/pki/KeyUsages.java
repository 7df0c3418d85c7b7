package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyUsage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;

/**
 * The values of the keyUsage and extKeyUsage extensions (RFC 5280, sections 4.2.1.3 and 4.2.1.12)
 * for the usages of a spec. Immutable.
 *
 * @param bits the bits of keyUsage, in order, from 0 for digitalSignature to 8 for decipherOnly
 * @param extended the object identifiers of extKeyUsage, in the order and as often as asked for
 */
public record KeyUsages(List<Integer> bits, List<String> extended) {
  private static final int CERT_SIGN = KeyUsage.CERT_SIGN.bit();

  /** Copies the lists. */
  public KeyUsages {
    bits = List.copyOf(bits);
    extended = List.copyOf(extended);
  }

  /**
   * Returns what usages mean.
   *
   * @param usages the usages; empty means digital signature and key encipherment
   * @param isCa whether cert sign is added
   */
  public static KeyUsages of(List<KeyUsage> usages, boolean isCa) {
    List<KeyUsage> asked =
        usages.isEmpty() ? List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT) : usages;
    TreeSet<Integer> bits = new TreeSet<>();
    List<String> extended = new ArrayList<>();
    for (KeyUsage usage : asked) {
      if (usage.isExtended()) {
        extended.add(usage.oid());
      } else {
        bits.add(usage.bit());
      }
    }
    if (isCa) {
      bits.add(CERT_SIGN);
    }
    return new KeyUsages(List.copyOf(bits), extended);
  }

  /** Returns the DER value of keyUsage: a bit string without trailing zeros (X.690, 11.2.2). */
  public byte[] keyUsageDer() {
    int highest = bits.isEmpty() ? -1 : bits.get(bits.size() - 1);
    byte[] bytes = new byte[highest < 0 ? 0 : highest / 8 + 1];
    for (int bit : bits) {
      bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    int padding = highest < 0 ? 0 : 7 - highest % 8;
    return encoded(new DERBitString(bytes, padding));
  }

  /** Returns the DER value of extKeyUsage; only to be used when there is any. */
  public byte[] extKeyUsageDer() {
    ASN1EncodableVector oids = new ASN1EncodableVector();
    extended.forEach(oid -> oids.add(new ASN1ObjectIdentifier(oid)));
    return encoded(new DERSequence(oids));
  }

  /**
   * Returns the bits of a DER value of keyUsage.
   *
   * @throws PkiException when it is malformed
   */
  public static List<Integer> decodeKeyUsage(byte[] der) {
    try {
      ASN1BitString value = ASN1BitString.getInstance(ASN1Primitive.fromByteArray(der));
      byte[] bytes = value.getBytes();
      List<Integer> bits = new ArrayList<>();
      for (int bit = 0; bit < bytes.length * 8 && bit <= 8; bit++) {
        if ((bytes[bit / 8] & 0x80 >> bit % 8) != 0) {
          bits.add(bit);
        }
      }
      return bits;
    } catch (IOException | IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "the keyUsage extension is malformed", e);
    }
  }

  /**
   * Returns the object identifiers of a DER value of extKeyUsage.
   *
   * @throws PkiException when it is malformed
   */
  public static List<String> decodeExtKeyUsage(byte[] der) {
    try {
      ASN1Sequence oids = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
      List<String> extended = new ArrayList<>();
      for (int i = 0; i < oids.size(); i++) {
        extended.add(ASN1ObjectIdentifier.getInstance(oids.getObjectAt(i)).getId());
      }
      return extended;
    } catch (IOException | IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "the extKeyUsage extension is malformed", e);
    }
  }

  private static byte[] encoded(ASN1Primitive value) {
    try {
      return value.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new PkiException(Reason.INVALID_VALUE, "the usages cannot be encoded", e);
    }
  }
}
