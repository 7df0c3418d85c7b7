package dev.perennial.core.pki;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Objects;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The source of cryptography for {@link dev.perennial.core.pki}: one provider instance and one
 * source of randomness. The provider is never registered with {@code java.security.Security}, so
 * two of these in one JVM do not touch each other or the host.
 *
 * <p>Make one for each manager and keep it: building the provider costs milliseconds.
 *
 * <p>Safe for use by several threads when its {@code SecureRandom} is, as the JDK's are.
 */
public final class Crypto {
  private final Provider provider;
  private final SecureRandom random;

  private Crypto(Provider provider, SecureRandom random) {
    this.provider = provider;
    this.random = random;
  }

  /**
   * Returns a source with its own BouncyCastle provider.
   *
   * @param random where keys, serial numbers, salts and signatures take their randomness from
   */
  public static Crypto of(SecureRandom random) {
    return new Crypto(new BouncyCastleProvider(), Objects.requireNonNull(random, "random"));
  }

  /** Returns the provider instance; pass it to {@code getInstance}, do not register it. */
  public Provider provider() {
    return provider;
  }

  /**
   * Returns a key as the provider signs with it fastest: with a key of the JDK, BouncyCastle makes
   * its tables of the curve anew for each signature, which costs twice the signature.
   */
  PrivateKey signingKey(PrivateKey key) {
    if (!(key instanceof ECPrivateKey)) {
      return key;
    }
    try {
      return (PrivateKey) KeyFactory.getInstance("EC", provider).translateKey(key);
    } catch (GeneralSecurityException foreign) {
      return key;
    }
  }

  /** Returns the source of randomness. */
  public SecureRandom random() {
    return random;
  }
}
