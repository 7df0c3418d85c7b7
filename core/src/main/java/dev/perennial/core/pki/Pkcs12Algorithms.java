package dev.perennial.core.pki;

import dev.perennial.core.pki.Pkcs12Crypto.Kdf;
import dev.perennial.core.pki.PkiException.Reason;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/**
 * Reads the AlgorithmIdentifiers of a PKCS#12 store and does what they say. Each function adds what
 * it met to {@code seen}, in the words of {@link Pkcs12Scheme} where that knows it.
 */
final class Pkcs12Algorithms {
  private static final String RC2_128 = "1.2.840.113549.1.12.1.5";
  private static final String PBKDF2 = "1.2.840.113549.1.5.12";
  private static final String AES = "2.16.840.1.101.3.4.1.";
  private static final int MAX_ITERATIONS = 1_000_000;
  private static final int MIN_MAC_KEY = 20;
  private static final int MAX_MAC_KEY = 128;

  private final char[] password;

  Pkcs12Algorithms(char[] password) {
    this.password = password;
  }

  byte[] decrypt(DerReader algorithm, byte[] secret, List<String> seen) {
    String oid = algorithm.oid();
    DerReader parameters = algorithm.enter(DerReader.SEQUENCE);
    if (oid.equals(Pkcs12Scheme.PBES2)) {
      return pbes2(parameters, secret, seen);
    }
    seen.add(oid);
    byte[] salt = octets(parameters);
    Kdf kdf = new Kdf(Pkcs12Crypto.sha1(), password, salt, iterations(parameters));
    switch (oid) {
      case Pkcs12Scheme.RC2:
        return Pkcs12Crypto.rc2(false, secret, kdf, 40);
      case RC2_128:
        return Pkcs12Crypto.rc2(false, secret, kdf, 128);
      case Pkcs12Scheme.TRIPLE_DES:
        return Pkcs12Crypto.tripleDes(false, secret, kdf);
      default:
        throw unsupported(oid);
    }
  }

  /** Returns the MAC over the content, by the algorithm, salt and iterations that stand there. */
  byte[] mac(DerReader algorithm, DerReader macData, byte[] content, List<String> seen) {
    String oid = algorithm.oid();
    byte[] salt = octets(macData);
    if (oid.equals(Pkcs12Scheme.PBMAC1)) {
      return pbmac1(algorithm.enter(DerReader.SEQUENCE), content, seen);
    }
    seen.add(oid);
    int iterations = macData.atEnd() ? 1 : iterations(macData);
    return Pkcs12Crypto.oldMac(content, new Kdf(digest(oid), password, salt, iterations));
  }

  private byte[] pbes2(DerReader parameters, byte[] secret, List<String> seen) {
    Pbkdf2 kdf = pbkdf2(parameters.enter(DerReader.SEQUENCE));
    DerReader cipher = parameters.enter(DerReader.SEQUENCE);
    String oid = cipher.oid();
    int bits = aesBits(oid);
    byte[] iv = octets(cipher);
    if (iv.length != 16) {
      throw cipher.malformed("an initial vector does not have 16 bytes");
    }
    boolean modern = bits == 256 && kdf.prf.equals("SHA-256");
    seen.add(modern ? Pkcs12Scheme.PBES2 : Pkcs12Scheme.PBES2 + " " + oid + " " + kdf.prf);
    return Pkcs12Crypto.aes(false, secret, kdf.kdf, bits, iv);
  }

  private byte[] pbmac1(DerReader parameters, byte[] content, List<String> seen) {
    Pbkdf2 kdf = pbkdf2(parameters.enter(DerReader.SEQUENCE));
    Digest mac = hmac(parameters.enter(DerReader.SEQUENCE).oid());
    if (kdf.keyLength < MIN_MAC_KEY || kdf.keyLength > MAX_MAC_KEY) {
      throw parameters.malformed("the key of its MAC has a length out of range");
    }
    boolean modern = kdf.prf.equals("SHA-256") && mac.getAlgorithmName().equals("SHA-256");
    seen.add(modern ? Pkcs12Scheme.PBMAC1 : Pkcs12Scheme.PBMAC1 + " " + mac.getAlgorithmName());
    return Pkcs12Crypto.pbmac1(content, kdf.kdf, mac, 8 * kdf.keyLength);
  }

  /** Parameters of PBKDF2 (RFC 8018, appendix A.2). */
  private static final class Pbkdf2 {
    private final Kdf kdf;
    private final String prf;
    private final int keyLength;

    Pbkdf2(Kdf kdf, String prf, int keyLength) {
      this.kdf = kdf;
      this.prf = prf;
      this.keyLength = keyLength;
    }
  }

  private Pbkdf2 pbkdf2(DerReader algorithm) {
    String oid = algorithm.oid();
    if (!oid.equals(PBKDF2)) {
      throw unsupported(oid);
    }
    DerReader parameters = algorithm.enter(DerReader.SEQUENCE);
    byte[] salt = octets(parameters);
    int iterations = iterations(parameters);
    int keyLength = parameters.next(DerReader.INTEGER) ? parameters.integer().intValue() : 0;
    Digest prf =
        parameters.atEnd() ? new SHA1Digest() : hmac(parameters.enter(DerReader.SEQUENCE).oid());
    return new Pbkdf2(new Kdf(prf, password, salt, iterations), prf.getAlgorithmName(), keyLength);
  }

  private static int aesBits(String oid) {
    switch (oid) {
      case AES + "2":
        return 128;
      case AES + "22":
        return 192;
      case AES + "42":
        return 256;
      default:
        throw unsupported(oid);
    }
  }

  private static Digest digest(String oid) {
    switch (oid) {
      case Pkcs12Scheme.SHA1:
        return new SHA1Digest();
      case "2.16.840.1.101.3.4.2.4":
        return new SHA224Digest();
      case Pkcs12Scheme.SHA256:
        return SHA256Digest.newInstance();
      case "2.16.840.1.101.3.4.2.2":
        return new SHA384Digest();
      case "2.16.840.1.101.3.4.2.3":
        return new SHA512Digest();
      default:
        throw unsupported(oid);
    }
  }

  private static Digest hmac(String oid) {
    switch (oid) {
      case "1.2.840.113549.2.7":
        return new SHA1Digest();
      case "1.2.840.113549.2.8":
        return new SHA224Digest();
      case "1.2.840.113549.2.9":
        return SHA256Digest.newInstance();
      case "1.2.840.113549.2.10":
        return new SHA384Digest();
      case "1.2.840.113549.2.11":
        return new SHA512Digest();
      default:
        throw unsupported(oid);
    }
  }

  private static byte[] octets(DerReader input) {
    return input.enter(DerReader.OCTET_STRING).bytes();
  }

  /** Bounds the work that a hostile store can cause. */
  private static int iterations(DerReader parameters) {
    BigInteger iterations = parameters.integer();
    if (iterations.signum() <= 0 || iterations.compareTo(BigInteger.valueOf(MAX_ITERATIONS)) > 0) {
      throw parameters.malformed("an iteration count is not between 1 and " + MAX_ITERATIONS);
    }
    return iterations.intValue();
  }

  private static PkiException unsupported(String oid) {
    return new PkiException(
        Reason.UNSUPPORTED, "PKCS#12: algorithm " + oid + "; use one of cert-manager's profiles");
  }
}
