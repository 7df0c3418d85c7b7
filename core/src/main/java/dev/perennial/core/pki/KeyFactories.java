package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Turns encodings into keys of the JDK (BouncyCastle where the JDK does not know the curve). */
final class KeyFactories {
  static final String RSA_OID = "1.2.840.113549.1.1.1";
  static final String EC_OID = "1.2.840.10045.2.1";
  static final String ED25519_OID = "1.3.101.112";

  private KeyFactories() {}

  static PrivateKey privateKey(PrivateKeyInfo info) {
    String oid = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    try {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(info.getEncoded());
      return make(oid, spec, KeyFactory::generatePrivate);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new PkiException(Reason.MALFORMED, "private key: its values are not a key");
    }
  }

  static PublicKey publicKey(byte[] der) {
    SubjectPublicKeyInfo info;
    try {
      info = SubjectPublicKeyInfo.getInstance(der);
    } catch (RuntimeException e) {
      throw new PkiException(Reason.MALFORMED, "public key: not a SubjectPublicKeyInfo", e);
    }
    String oid = info.getAlgorithm().getAlgorithm().getId();
    try {
      return make(oid, new X509EncodedKeySpec(der), KeyFactory::generatePublic);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new PkiException(
          Reason.MALFORMED, "public key: its values are not a key of algorithm " + oid, e);
    }
  }

  static PublicKey publicKeyOf(PrivateKey key) {
    Objects.requireNonNull(key, "key");
    try {
      if (key instanceof RSAPrivateCrtKey rsa) {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
        return make(RSA_OID, spec, KeyFactory::generatePublic);
      }
    } catch (GeneralSecurityException e) {
      throw unsupported(key);
    }
    return publicHalf(KeyWriter.normal(key, new KeyPairs()));
  }

  /** Returns both halves of a key, for one computation of the public half. */
  static KeyPair pair(PrivateKeyInfo normal) {
    return new KeyPair(publicHalf(normal), privateKey(normal));
  }

  /** Returns the public half of a key in the form of {@link KeyWriter#normal}. */
  private static PublicKey publicHalf(PrivateKeyInfo normal) {
    try {
      AlgorithmIdentifier algorithm = normal.getPrivateKeyAlgorithm();
      switch (algorithm.getAlgorithm().getId()) {
        case RSA_OID:
          RSAPrivateKey rsa = RSAPrivateKey.getInstance(normal.parsePrivateKey());
          RSAPublicKeySpec numbers =
              new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
          return make(RSA_OID, numbers, KeyFactory::generatePublic);
        case EC_OID:
          return publicKey(
              algorithm,
              ECPrivateKey.getInstance(normal.parsePrivateKey()).getPublicKey().getOctets());
        default:
          byte[] seed = ASN1OctetString.getInstance(normal.parsePrivateKey()).getOctets();
          return publicKey(
              algorithm, new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new PkiException(Reason.MALFORMED, "private key: its values are not a key");
    }
  }

  private static PublicKey publicKey(AlgorithmIdentifier algorithm, byte[] bits)
      throws IOException {
    return publicKey(new SubjectPublicKeyInfo(algorithm, bits).getEncoded());
  }

  static PrivateKeyInfo info(PrivateKey key) {
    return PrivateKeyInfo.getInstance(encoded(key));
  }

  static boolean isEd25519(byte[] spki) {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
    return info.getAlgorithm().getAlgorithm().getId().equals(ED25519_OID);
  }

  /** Returns the encoding that the JDK gives to a key of a known kind, any other as it is. */
  static byte[] canonical(SubjectPublicKeyInfo info) {
    try {
      byte[] der = info.getEncoded();
      String oid = info.getAlgorithm().getAlgorithm().getId();
      boolean known = oid.equals(RSA_OID) || oid.equals(EC_OID) || oid.equals(ED25519_OID);
      return known ? publicKey(der).getEncoded() : der;
    } catch (IOException e) {
      throw new PkiException(Reason.MALFORMED, "public key: cannot be encoded", e);
    }
  }

  static PkiException unsupported(PrivateKey key) {
    return new PkiException(
        Reason.UNSUPPORTED,
        "private key: algorithm " + key.getAlgorithm() + "; RSA, ECDSA or Ed25519 is needed");
  }

  private static byte[] encoded(PrivateKey key) {
    byte[] der = Objects.requireNonNull(key, "key").getEncoded();
    if (der == null) {
      throw new PkiException(
          Reason.UNSUPPORTED, "private key: its provider does not give its encoding");
    }
    return der;
  }

  @FunctionalInterface
  private interface Maker<T> {
    T make(KeyFactory factory, KeySpec spec) throws GeneralSecurityException;
  }

  private static <T> T make(String oid, KeySpec spec, Maker<T> maker)
      throws GeneralSecurityException {
    switch (oid) {
      case RSA_OID:
        return Native.prefer("SunRsaSign", p -> maker.make(KeyFactory.getInstance("RSA", p), spec));
      case EC_OID:
        return Native.prefer("SunEC", p -> maker.make(KeyFactory.getInstance("EC", p), spec));
      case ED25519_OID:
        return Native.prefer("SunEC", p -> maker.make(KeyFactory.getInstance("Ed25519", p), spec));
      default:
        return maker.make(KeyFactory.getInstance(oid, Native.BOUNCY_CASTLE), spec);
    }
  }
}
