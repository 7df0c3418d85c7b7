package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Keys from passwords, encryption and MACs of PKCS#12 (RFC 7292; PBES2 of RFC 8018; PBMAC1 of RFC
 * 9579). Passwords are UTF-16 with two zero bytes in the old schemes, UTF-8 in the new ones.
 */
final class Pkcs12Crypto {
  private Pkcs12Crypto() {}

  /** What turns a password into a key. */
  static final class Kdf {
    private final Digest digest;
    private final char[] password;
    private final byte[] salt;
    private final int iterations;

    Kdf(Digest digest, char[] password, byte[] salt, int iterations) {
      this.digest = digest;
      this.password = password;
      this.salt = salt;
      this.iterations = iterations;
    }

    private CipherParameters oldKey(int bits) {
      return old().generateDerivedParameters(bits, 64);
    }

    private CipherParameters oldMacKey() {
      return old().generateDerivedMacParameters(digest.getDigestSize() * 8);
    }

    private PBEParametersGenerator old() {
      byte[] text = new String(password).getBytes(StandardCharsets.UTF_16BE);
      PBEParametersGenerator generator = new PKCS12ParametersGenerator(digest);
      generator.init(Arrays.copyOf(text, text.length + 2), salt, iterations);
      return generator;
    }

    private CipherParameters pbkdf2(int bits) {
      PBEParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
      generator.init(new String(password).getBytes(StandardCharsets.UTF_8), salt, iterations);
      return generator.generateDerivedMacParameters(bits);
    }
  }

  /** Encrypts or decrypts by RC2 with this many bits and SHA-1. */
  static byte[] rc2(boolean encrypt, byte[] data, Kdf kdf, int bits) {
    return run(encrypt, new RC2Engine(), kdf.oldKey(bits), data);
  }

  /** Encrypts or decrypts by 3DES with three keys and SHA-1. */
  static byte[] tripleDes(boolean encrypt, byte[] data, Kdf kdf) {
    return run(encrypt, new DESedeEngine(), kdf.oldKey(192), data);
  }

  /** Encrypts or decrypts by PBES2 with PBKDF2 and AES in CBC mode. */
  static byte[] aes(boolean encrypt, byte[] data, Kdf kdf, int bits, byte[] iv) {
    CipherParameters key = new ParametersWithIV(kdf.pbkdf2(bits), iv);
    return run(encrypt, AESEngine.newInstance(), key, data);
  }

  /** Returns the MAC of RFC 7292. */
  static byte[] oldMac(byte[] data, Kdf kdf) {
    return hmac(kdf.digest, kdf.oldMacKey(), data);
  }

  /** Returns PBMAC1 with PBKDF2 and a key of this many bits. */
  static byte[] pbmac1(byte[] data, Kdf kdf, Digest mac, int bits) {
    return hmac(mac, kdf.pbkdf2(bits), data);
  }

  /** Returns the digest of the old encryption schemes. */
  static Digest sha1() {
    return new SHA1Digest();
  }

  private static byte[] hmac(Digest hash, CipherParameters key, byte[] data) {
    HMac mac = new HMac(hash);
    mac.init(key);
    mac.update(data, 0, data.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return out;
  }

  private static byte[] run(
      boolean encrypt, BlockCipher engine, CipherParameters key, byte[] data) {
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine), new PKCS7Padding());
    cipher.init(encrypt, key);
    byte[] out = new byte[cipher.getOutputSize(data.length)];
    try {
      int length = cipher.processBytes(data, 0, data.length, out, 0);
      length += cipher.doFinal(out, length);
      return Arrays.copyOf(out, length);
    } catch (InvalidCipherTextException | RuntimeException e) {
      throw new PkiException(Reason.MISMATCH, "PKCS#12: wrong password or damaged store");
    }
  }
}
