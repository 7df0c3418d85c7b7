package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads PEM private keys. What it accepts follows Go's {@code crypto/x509}, as cert-manager does
 * ({@code pki.DecodePrivateKeyBytes}).
 */
final class KeyReader {
  private KeyReader() {}

  static PrivateKey read(byte[] pem) {
    return KeyFactories.privateKey(info(pem, new KeyPairs()));
  }

  /** Reads a key into the form of {@link KeyWriter#normal}. */
  static PrivateKeyInfo info(byte[] pem, KeyPairs known) {
    PemBlock block =
        Pem.decodeFirst(pem, Pem.MAX_PRIVATE_KEY_BYTES)
            .orElseThrow(
                () -> new PkiException(Reason.NO_DATA, "private key: the text has no PEM block"));
    DerReader der = new DerReader(block.sharedDer(), "private key");
    switch (block.label()) {
      case "PRIVATE KEY":
        return pkcs8(der, known);
      case "RSA PRIVATE KEY":
        PrivateKeyInfo rsa = RsaKeyReader.read(der);
        der.requireEnd();
        return rsa;
      case "EC PRIVATE KEY":
        return EcKeyReader.read(der, null, known);
      default:
        throw new PkiException(
            Reason.UNSUPPORTED,
            "private key: the first PEM block has another label;"
                + " use PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, not encrypted");
    }
  }

  /** Reads a PrivateKeyInfo (RFC 5208) from its DER. */
  static PrivateKey readPkcs8(byte[] der) {
    return KeyFactories.privateKey(pkcs8(new DerReader(der, "private key"), new KeyPairs()));
  }

  private static PrivateKeyInfo pkcs8(DerReader der, KeyPairs known) {
    DerReader info = der.enter(DerReader.SEQUENCE);
    info.integer();
    DerReader algorithm = info.enter(DerReader.SEQUENCE);
    String oid = algorithm.oid();
    DerReader key = new DerReader(info.enter(DerReader.OCTET_STRING).bytes(), "private key");
    switch (oid) {
      case KeyFactories.RSA_OID:
        PrivateKeyInfo rsa = RsaKeyReader.read(key);
        key.requireEnd();
        return rsa;
      case KeyFactories.EC_OID:
        return EcKeyReader.read(key, curve(algorithm), known);
      case KeyFactories.ED25519_OID:
        return ed25519(algorithm, key);
      default:
        throw new PkiException(
            Reason.UNSUPPORTED,
            "private key: algorithm " + oid + "; RSA, ECDSA or Ed25519 is needed");
    }
  }

  private static @Nullable String curve(DerReader algorithm) {
    String curve = algorithm.next(DerReader.OID) ? algorithm.oid() : null;
    algorithm.skipRest();
    return curve;
  }

  private static PrivateKeyInfo ed25519(DerReader algorithm, DerReader key) {
    algorithm.requireEnd();
    byte[] seed = key.enter(DerReader.OCTET_STRING).bytes();
    if (seed.length != 32) {
      throw new PkiException(
          Reason.MALFORMED,
          "private key: an Ed25519 key with " + seed.length + " bytes; 32 are needed");
    }
    return KeyWriter.ed25519(seed);
  }
}
