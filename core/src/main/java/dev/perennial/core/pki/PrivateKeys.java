package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;

/**
 * Makes, reads and writes private keys: RSA, ECDSA and Ed25519.
 *
 * <p>Keys are objects of the JDK's own providers wherever those know the algorithm, so that every
 * TLS stack takes them; keys on P-224, which JDK 17 no longer knows, are BouncyCastle's.
 *
 * <p>Safe for use by several threads.
 */
public final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * Makes a new private key.
   *
   * @param spec RSA with 2048 to 8192 bits, ECDSA with 256, 384 or 521 bits, or Ed25519
   * @param crypto where the randomness comes from
   * @throws PkiException when the size is none of these ({@link Reason#UNSUPPORTED})
   */
  public static PrivateKey generate(KeySpec spec, Crypto crypto) {
    return KeyFactories.privateKey(KeyGeneration.info(spec, crypto, new KeyPairs()));
  }

  /**
   * Reads the first block of a PEM text as a private key. Labels: {@code PRIVATE KEY}, {@code RSA
   * PRIVATE KEY} and {@code EC PRIVATE KEY}; encrypted keys are not read.
   *
   * @param pem the text, at most {@link Pem#MAX_PRIVATE_KEY_BYTES} bytes
   * @throws PkiException when it is larger, holds no block, has another label, or the key is
   *     damaged or of another kind; the message never holds a part of the key
   */
  public static PrivateKey decode(byte[] pem) {
    return KeyReader.read(pem);
  }

  /**
   * Reads a private key as {@link #decode} does, and gives its public half with it: cheaper than
   * asking for that half afterwards.
   *
   * @throws PkiException as {@link #decode} does
   */
  public static KeyPair decodePair(byte[] pem) {
    return new KeyPairs().decode(pem);
  }

  /**
   * Writes a private key as PEM text.
   *
   * @param key a key of one of the three algorithms, from any provider that lets its encoding out
   * @param encoding {@code PKCS1} gives {@code RSA PRIVATE KEY} for RSA and {@code EC PRIVATE KEY}
   *     (RFC 5915, with curve and public key) for ECDSA; Ed25519 is {@code PRIVATE KEY} always
   * @throws PkiException when the key is of another kind or does not give its encoding
   */
  public static byte[] encode(PrivateKey key, KeyEncoding encoding) {
    return KeyWriter.pem(KeyWriter.normal(key, new KeyPairs()), encoding);
  }

  /**
   * Writes a private key as PKCS#8 DER.
   *
   * @throws PkiException when the key is of another kind or does not give its encoding
   */
  public static byte[] encodePkcs8(PrivateKey key) {
    return KeyWriter.pkcs8(key);
  }

  /**
   * Returns the public half of a private key.
   *
   * @throws PkiException when the key is of another kind or does not give its encoding
   */
  public static PublicKey publicKey(PrivateKey key) {
    return PublicKeys.of(key);
  }

  /**
   * Returns algorithm and size of a private key.
   *
   * @throws PkiException when the key is of another kind
   */
  public static KeySpec specOf(PrivateKey key) {
    if (key instanceof RSAKey rsa) {
      return new KeySpec(KeyAlgorithm.RSA, rsa.getModulus().bitLength());
    }
    if (key instanceof ECKey ec) {
      return new KeySpec(KeyAlgorithm.ECDSA, ec.getParams().getCurve().getField().getFieldSize());
    }
    return PublicKeys.specOf(publicKey(key));
  }

  /** Returns whether {@code publicKey} is the public half of {@code privateKey}. */
  public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
    return PublicKeys.matches(publicKey(privateKey), publicKey);
  }
}
