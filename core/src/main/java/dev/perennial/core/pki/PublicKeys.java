package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.KeyAlgorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Reads, compares and names public keys.
 *
 * <p>Safe for use by several threads.
 */
public final class PublicKeys {
  private PublicKeys() {}

  /**
   * Reads a SubjectPublicKeyInfo (RFC 5280, section 4.1).
   *
   * @param der the DER bytes
   * @throws PkiException when they are not a key of a supported kind
   */
  public static PublicKey decode(byte[] der) {
    return KeyFactories.publicKey(der);
  }

  /**
   * Returns algorithm and size of a public key.
   *
   * @throws PkiException when the key is neither RSA, ECDSA nor Ed25519 ({@link
   *     Reason#UNSUPPORTED})
   */
  public static KeySpec specOf(PublicKey key) {
    Objects.requireNonNull(key, "key");
    if (key instanceof RSAKey rsa) {
      return new KeySpec(KeyAlgorithm.RSA, rsa.getModulus().bitLength());
    }
    if (key instanceof ECKey ec) {
      return new KeySpec(KeyAlgorithm.ECDSA, ec.getParams().getCurve().getField().getFieldSize());
    }
    if (KeyFactories.isEd25519(key.getEncoded())) {
      return KeySpec.of(KeyAlgorithm.ED25519);
    }
    throw new PkiException(
        Reason.UNSUPPORTED,
        "public key: algorithm " + key.getAlgorithm() + "; RSA, ECDSA or Ed25519 is needed");
  }

  /** Returns whether both are the same key, whichever provider made them. */
  public static boolean matches(PublicKey one, PublicKey other) {
    return Arrays.equals(canonical(one), canonical(other));
  }

  /**
   * Returns a stable name of a key: SHA-256 over its SubjectPublicKeyInfo, as 64 lower-case hex
   * digits.
   */
  public static String id(PublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical(key));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** Returns the public half of a private key. */
  static PublicKey of(PrivateKey key) {
    return KeyFactories.publicKeyOf(key);
  }

  /** Providers may write parameters or points differently, so both sides go through one encoder. */
  private static byte[] canonical(PublicKey key) {
    byte[] der = Objects.requireNonNull(key, "key").getEncoded();
    if (der == null) {
      throw new PkiException(
          Reason.UNSUPPORTED, "public key: its provider does not give its encoding");
    }
    try {
      return KeyFactories.canonical(SubjectPublicKeyInfo.getInstance(der));
    } catch (IllegalArgumentException e) {
      throw new PkiException(Reason.MALFORMED, "public key: its encoding is damaged", e);
    }
  }
}
