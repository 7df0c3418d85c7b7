package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Makes new keys, equal to what {@link KeyReader} reads when they come back. Keys on elliptic
 * curves come from BouncyCastle, which is several times as fast at it as the JDK.
 */
final class KeyGeneration {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private KeyGeneration() {}

  /** Returns a new key in the form of {@link KeyWriter#normal}; its point is remembered. */
  static PrivateKeyInfo info(KeySpec spec, Crypto crypto, KeyPairs known) {
    check(spec);
    try {
      if (spec.algorithm() == KeyAlgorithm.ECDSA) {
        KeyPair pair = generate(spec, crypto, crypto.provider());
        rememberPoint(spec.size(), pair, known);
        return KeyWriter.normal(pair.getPrivate(), known);
      }
      String provider = spec.algorithm() == KeyAlgorithm.RSA ? "SunRsaSign" : "SunEC";
      KeyPair pair = Native.prefer(provider, p -> generate(spec, crypto, p));
      return KeyWriter.normal(pair.getPrivate(), known);
    } catch (GeneralSecurityException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "private key: cannot be generated", e);
    }
  }

  private static void rememberPoint(int bits, KeyPair pair, KeyPairs known) {
    byte[] point =
        SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
            .getPublicKeyData()
            .getOctets();
    BigInteger d = ((ECPrivateKey) pair.getPrivate()).getS();
    known.remember(bits, d, new DERBitString(point));
  }

  private static KeyPair generate(KeySpec spec, Crypto crypto, Provider provider)
      throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (spec.algorithm()) {
      case RSA:
        generator = KeyPairGenerator.getInstance("RSA", provider);
        generator.initialize(spec.size(), crypto.random());
        break;
      case ECDSA:
        generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp" + spec.size() + "r1"), crypto.random());
        break;
      default:
        generator = KeyPairGenerator.getInstance("Ed25519", provider);
        generator.initialize(255, crypto.random());
        break;
    }
    return generator.generateKeyPair();
  }

  private static void check(KeySpec spec) {
    int size = spec.size();
    if (spec.algorithm() == KeyAlgorithm.RSA && (size < MIN_RSA_BITS || size > MAX_RSA_BITS)) {
      throw size(spec, MIN_RSA_BITS + " to " + MAX_RSA_BITS);
    }
    if (spec.algorithm() == KeyAlgorithm.ECDSA && size != 256 && size != 384 && size != 521) {
      throw size(spec, "256, 384 or 521");
    }
  }

  private static PkiException size(KeySpec spec, String allowed) {
    return new PkiException(
        Reason.UNSUPPORTED,
        "private key: "
            + spec.algorithm().manifestName()
            + " with "
            + spec.size()
            + " bits; use "
            + allowed
            + " bits");
  }
}
