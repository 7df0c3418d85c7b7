package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;

/** Makes new keys, equal to what {@link KeyReader} reads when they come back. */
final class KeyGeneration {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private KeyGeneration() {}

  static PrivateKey generate(KeySpec spec, Crypto crypto) {
    check(spec);
    try {
      String provider = spec.algorithm() == KeyAlgorithm.RSA ? "SunRsaSign" : "SunEC";
      PrivateKey key = Native.prefer(provider, p -> generate(spec, crypto, p));
      return KeyFactories.privateKey(KeyWriter.normal(key));
    } catch (GeneralSecurityException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "private key: cannot be generated", e);
    }
  }

  private static PrivateKey generate(KeySpec spec, Crypto crypto, Provider provider)
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
    return generator.generateKeyPair().getPrivate();
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
