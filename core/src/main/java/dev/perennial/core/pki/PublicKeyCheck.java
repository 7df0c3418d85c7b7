package dev.perennial.core.pki;

import java.math.BigInteger;
import java.util.Arrays;

/** Checks the shape of a SubjectPublicKeyInfo; keys of unknown algorithms pass. */
final class PublicKeyCheck {
  private static final byte[] NULL = {5, 0};
  private static final int MAX_EXPONENT_BITS = 63;

  private PublicKeyCheck() {}

  static void check(DerReader input) {
    DerReader info = input.enter(DerReader.SEQUENCE);
    DerReader algorithm = info.enter(DerReader.SEQUENCE);
    String oid = algorithm.oid();
    byte[] parameters = algorithm.atEnd() ? new byte[0] : algorithm.element();
    byte[] key = info.wholeBits();
    switch (oid) {
      case KeyFactories.RSA_OID:
        checkRsa(parameters, new DerReader(key, "public key"), info);
        break;
      case KeyFactories.EC_OID:
        if (!EcKeyReader.isPoint(new DerReader(parameters, "public key").oid(), key)) {
          throw info.malformed("its public key is no point on P-224, P-256, P-384 or P-521");
        }
        break;
      case KeyFactories.ED25519_OID:
        if (parameters.length != 0 || key.length != 32) {
          throw info.malformed("its Ed25519 key does not have 32 bytes, or has parameters");
        }
        break;
      default:
        break;
    }
  }

  private static void checkRsa(byte[] parameters, DerReader key, DerReader info) {
    DerReader numbers = key.enter(DerReader.SEQUENCE);
    BigInteger modulus = numbers.integer();
    BigInteger exponent = numbers.integer();
    if (!Arrays.equals(parameters, NULL)
        || modulus.signum() <= 0
        || exponent.signum() <= 0
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw info.malformed("its RSA key has no NULL parameters, or numbers out of range");
    }
  }
}
