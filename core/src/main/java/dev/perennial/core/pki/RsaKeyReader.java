package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;

/** Reads an RSAPrivateKey (RFC 8017, appendix A.1.2) and checks that its numbers fit. */
final class RsaKeyReader {
  private static final BigInteger MAX_EXPONENT = BigInteger.valueOf(Integer.MAX_VALUE);

  private RsaKeyReader() {}

  static PrivateKeyInfo read(DerReader der) {
    DerReader key = der.enter(DerReader.SEQUENCE);
    BigInteger version = key.integer();
    if (version.compareTo(BigInteger.ONE) > 0) {
      throw malformed("its version is neither 0 nor 1");
    }
    BigInteger n = key.integer();
    BigInteger e = key.integer();
    BigInteger d = key.integer();
    BigInteger p = key.integer();
    BigInteger q = key.integer();
    List<BigInteger> crt = new ArrayList<>();
    while (crt.size() < 3 && key.next(DerReader.INTEGER)) {
      crt.add(key.integer());
    }
    if (key.next(DerReader.SEQUENCE) && version.signum() > 0) {
      throw new PkiException(
          Reason.UNSUPPORTED, "private key: RSA with more than two primes; use two");
    }
    key.skipRest();
    List<BigInteger> secret = new ArrayList<>(List.of(n, d, p, q));
    secret.addAll(crt);
    if (secret.stream().anyMatch(number -> number.signum() <= 0)) {
      throw malformed("one of its numbers is not positive");
    }
    checkPublic(n, e);
    checkPrimes(n, d, p, q);
    BigInteger dp = d.mod(p.subtract(BigInteger.ONE));
    BigInteger dq = d.mod(q.subtract(BigInteger.ONE));
    checkExponent(dp, e, p);
    checkExponent(dq, e, q);
    BigInteger coefficient = inverse(q, p);
    if (crt.size() == 3 && !crt.equals(List.of(dp, dq, coefficient))) {
      throw malformed("its exponents or its coefficient do not fit its primes");
    }
    return KeyWriter.rsa(new RSAPrivateKey(n, e, d, p, q, dp, dq, coefficient));
  }

  private static BigInteger inverse(BigInteger q, BigInteger p) {
    try {
      return q.modInverse(p);
    } catch (ArithmeticException none) {
      throw malformed("its primes have a common factor");
    }
  }

  private static void checkPublic(BigInteger n, BigInteger e) {
    if (!n.testBit(0) || !e.testBit(0) || e.compareTo(BigInteger.ONE) <= 0) {
      throw malformed("its modulus or exponent is even or too small");
    }
    if (e.compareTo(MAX_EXPONENT) > 0) {
      throw malformed("its exponent has more than 31 bits");
    }
  }

  private static void checkPrimes(BigInteger n, BigInteger d, BigInteger p, BigInteger q) {
    boolean one = p.equals(BigInteger.ONE) || q.equals(BigInteger.ONE);
    if (one
        || p.compareTo(n) >= 0
        || q.compareTo(n) >= 0
        || !p.multiply(q).mod(n).equals(BigInteger.ZERO)) {
      throw malformed("its modulus is not the product of its primes");
    }
    int half = n.bitLength() / 2;
    if (p.subtract(q).abs().bitLength() <= half - 100) {
      throw malformed("its primes are too close to each other");
    }
    if (d.bitLength() <= half || d.compareTo(n) >= 0) {
      throw malformed("its private exponent is too small or too large");
    }
  }

  private static void checkExponent(BigInteger dp, BigInteger e, BigInteger prime) {
    if (!dp.multiply(e).mod(prime.subtract(BigInteger.ONE)).equals(BigInteger.ONE)) {
      throw malformed("its exponents do not fit its primes");
    }
  }

  private static PkiException malformed(String what) {
    return new PkiException(Reason.MALFORMED, "private key: an RSA key, but " + what);
  }
}
