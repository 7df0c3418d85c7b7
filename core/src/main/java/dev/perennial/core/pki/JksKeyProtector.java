package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Hides a private key in a JKS store: XOR with a chain of SHA-1 digests over password and salt.
 * Weak by today's measure, but it is what the format has ({@code
 * sun.security.provider.KeyProtector}).
 */
final class JksKeyProtector {
  private static final String ALGORITHM = "1.3.6.1.4.1.42.2.17.1.1";
  private static final int DIGEST = 20;

  private JksKeyProtector() {}

  /** Returns an EncryptedPrivateKeyInfo: salt, hidden key, check digest. */
  static byte[] protect(byte[] pkcs8, char[] password, SecureRandom random) {
    byte[] passwordBytes = new String(password).getBytes(StandardCharsets.UTF_16BE);
    byte[] out = new byte[DIGEST + pkcs8.length + DIGEST];
    byte[] salt = new byte[DIGEST];
    random.nextBytes(salt);
    System.arraycopy(salt, 0, out, 0, DIGEST);
    System.arraycopy(xor(pkcs8, passwordBytes, salt), 0, out, DIGEST, pkcs8.length);
    byte[] check = sha1(passwordBytes, pkcs8);
    System.arraycopy(check, 0, out, DIGEST + pkcs8.length, DIGEST);
    try {
      AlgorithmIdentifier algorithm =
          new AlgorithmIdentifier(new ASN1ObjectIdentifier(ALGORITHM), DERNull.INSTANCE);
      return new EncryptedPrivateKeyInfo(algorithm, out).getEncoded("DER");
    } catch (IOException e) {
      throw new PkiException(Reason.CRYPTO_FAILURE, "JKS key: cannot be encoded", e);
    }
  }

  /** Returns the PKCS#8 key; empty when the password is another. */
  static Optional<byte[]> recover(byte[] encrypted, char[] password) {
    DerReader info = new DerReader(encrypted, "JKS key").enter(DerReader.SEQUENCE);
    boolean known = info.enter(DerReader.SEQUENCE).oid().equals(ALGORITHM);
    byte[] data = info.enter(DerReader.OCTET_STRING).bytes();
    if (!known || data.length < 2 * DIGEST) {
      return Optional.empty();
    }
    byte[] passwordBytes = new String(password).getBytes(StandardCharsets.UTF_16BE);
    byte[] salt = Arrays.copyOf(data, DIGEST);
    byte[] hidden = Arrays.copyOfRange(data, DIGEST, data.length - DIGEST);
    byte[] pkcs8 = xor(hidden, passwordBytes, salt);
    byte[] check = Arrays.copyOfRange(data, data.length - DIGEST, data.length);
    return MessageDigest.isEqual(check, sha1(passwordBytes, pkcs8))
        ? Optional.of(pkcs8)
        : Optional.empty();
  }

  private static byte[] xor(byte[] data, byte[] password, byte[] salt) {
    byte[] out = data.clone();
    byte[] digest = salt;
    for (int i = 0; i < out.length; i++) {
      if (i % DIGEST == 0) {
        digest = sha1(password, digest);
      }
      out[i] ^= digest[i % DIGEST];
    }
    return out;
  }

  private static byte[] sha1(byte[] first, byte[] second) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(first);
      return sha1.digest(second);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
