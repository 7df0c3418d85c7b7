package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyEncoding;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Writes private keys, byte for byte as Go's {@code crypto/x509} does. */
final class KeyWriter {
  private KeyWriter() {}

  /** Writes a key that is in the form of {@link #normal}. */
  static byte[] pem(PrivateKeyInfo info, KeyEncoding encoding) {
    Objects.requireNonNull(encoding, "encoding");
    String oid = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    if (encoding == KeyEncoding.PKCS8 || oid.equals(KeyFactories.ED25519_OID)) {
      return Pem.encode("PRIVATE KEY", encode(info));
    }
    if (oid.equals(KeyFactories.RSA_OID)) {
      return Pem.encode("RSA PRIVATE KEY", info.getPrivateKey().getOctets());
    }
    ECPrivateKey ec = ECPrivateKey.getInstance(info.getPrivateKey().getOctets());
    ASN1ObjectIdentifier curve =
        ASN1ObjectIdentifier.getInstance(info.getPrivateKeyAlgorithm().getParameters());
    int bits = CustomNamedCurves.getByOID(curve).getN().bitLength();
    return Pem.encode(
        "EC PRIVATE KEY", encode(new ECPrivateKey(bits, ec.getKey(), ec.getPublicKey(), curve)));
  }

  static byte[] pkcs8(PrivateKey key) {
    return encode(normal(key, new KeyPairs()));
  }

  static PrivateKeyInfo rsa(RSAPrivateKey key) {
    return info(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), key);
  }

  static PrivateKeyInfo ec(int bits, BigInteger d, KeyPairs known) {
    return ec(CustomNamedCurves.getOID("secp" + bits + "r1"), d, known);
  }

  static PrivateKeyInfo ed25519(byte[] seed) {
    return info(
        new AlgorithmIdentifier(new ASN1ObjectIdentifier(KeyFactories.ED25519_OID)),
        new DEROctetString(seed));
  }

  /** Reads the key's own encoding and rebuilds it, whatever its provider puts in or leaves out. */
  static PrivateKeyInfo normal(PrivateKey key, KeyPairs known) {
    PrivateKeyInfo given = KeyFactories.info(key);
    AlgorithmIdentifier algorithm = given.getPrivateKeyAlgorithm();
    try {
      switch (algorithm.getAlgorithm().getId()) {
        case KeyFactories.RSA_OID:
          return rsa(RSAPrivateKey.getInstance(given.parsePrivateKey()));
        case KeyFactories.EC_OID:
          return ec(
              ASN1ObjectIdentifier.getInstance(algorithm.getParameters()),
              ECPrivateKey.getInstance(given.parsePrivateKey()).getKey(),
              known);
        case KeyFactories.ED25519_OID:
          return ed25519(DEROctetString.getInstance(given.parsePrivateKey()).getOctets());
        default:
          throw KeyFactories.unsupported(key);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw KeyFactories.unsupported(key);
    }
  }

  private static PrivateKeyInfo ec(ASN1ObjectIdentifier curve, BigInteger d, KeyPairs known) {
    return info(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), sec1(curve, d, known));
  }

  private static ECPrivateKey sec1(ASN1ObjectIdentifier curve, BigInteger d, KeyPairs known) {
    X9ECParameters parameters = CustomNamedCurves.getByOID(curve);
    if (parameters == null) {
      throw new PkiException(
          Reason.UNSUPPORTED, "private key: curve " + curve + "; use P-256, P-384 or P-521");
    }
    int bits = parameters.getN().bitLength();
    @Nullable ASN1BitString point = known.point(bits, d);
    if (point == null) {
      ECPoint product = new FixedPointCombMultiplier().multiply(parameters.getG(), d);
      point = new DERBitString(product.getEncoded(false));
      known.remember(bits, d, point);
    }
    return new ECPrivateKey(bits, d, point, null);
  }

  private static PrivateKeyInfo info(AlgorithmIdentifier algorithm, ASN1Encodable key) {
    try {
      return new PrivateKeyInfo(algorithm, key);
    } catch (IOException e) {
      throw new PkiException(Reason.MALFORMED, "private key: cannot be encoded", e);
    }
  }

  private static byte[] encode(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new PkiException(Reason.MALFORMED, "private key: cannot be encoded", e);
    }
  }
}
