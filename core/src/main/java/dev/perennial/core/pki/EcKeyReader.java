package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.math.BigInteger;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.jspecify.annotations.Nullable;

/** Reads an ECPrivateKey (RFC 5915). */
final class EcKeyReader {
  private static final Map<String, Integer> BITS =
      Map.of(
          SECObjectIdentifiers.secp224r1.getId(), 224,
          SECObjectIdentifiers.secp256r1.getId(), 256,
          SECObjectIdentifiers.secp384r1.getId(), 384,
          SECObjectIdentifiers.secp521r1.getId(), 521);

  private EcKeyReader() {}

  /**
   * Reads the key. The curve of the PKCS#8 envelope wins over the one inside; the public key inside
   * is not trusted but computed.
   */
  static PrivateKeyInfo read(DerReader der, @Nullable String curveOfEnvelope, KeyPairs known) {
    DerReader key = der.enter(DerReader.SEQUENCE);
    if (!key.integer().equals(BigInteger.ONE)) {
      throw malformed("its version is not 1");
    }
    BigInteger d = new BigInteger(1, key.enter(DerReader.OCTET_STRING).bytes());
    DerReader named = key.next(0xa0) ? key.enter(0xa0) : null;
    String inner = named != null && named.next(DerReader.OID) ? named.oid() : null;
    key.skipRest();
    String oid = curveOfEnvelope != null ? curveOfEnvelope : inner;
    Integer bits = oid == null ? null : BITS.get(oid);
    if (bits == null) {
      throw new PkiException(
          Reason.UNSUPPORTED, "private key: an unknown curve; use P-256, P-384 or P-521");
    }
    if (d.signum() == 0 || d.compareTo(order(bits)) >= 0) {
      throw malformed("its number does not lie between 1 and the order of its curve");
    }
    return KeyWriter.ec(bits, d, known);
  }

  /** Returns whether {@code key} is an uncompressed point on the named curve. */
  static boolean isPoint(String oid, byte[] key) {
    Integer bits = BITS.get(oid);
    if (bits == null || key.length != 1 + 2 * ((bits + 7) / 8) || key[0] != 4) {
      return false;
    }
    try {
      return CustomNamedCurves.getByName("secp" + bits + "r1")
          .getCurve()
          .decodePoint(key)
          .isValid();
    } catch (IllegalArgumentException notOnTheCurve) {
      return false;
    }
  }

  private static BigInteger order(int bits) {
    return CustomNamedCurves.getByName("secp" + bits + "r1").getN();
  }

  private static PkiException malformed(String what) {
    return new PkiException(Reason.MALFORMED, "private key: an ECDSA key, but " + what);
  }
}
