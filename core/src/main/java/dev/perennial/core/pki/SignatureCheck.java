package dev.perennial.core.pki;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one certificate signed another, as Go's {@code x509.CheckSignatureFrom} does: the
 * issuer must be a CA, and MD5, SHA-1 and DSA signatures do not count.
 */
final class SignatureCheck {
  private static final int MIN_RSA_BITS = 1024;
  private static final int MAX_RSA_BITS = 16_384;
  private static final int MAX_EXPONENT_BITS = 31;
  private static final String PSS_OID = "1.2.840.113549.1.1.10";

  /** From the signature's identifier to the JDK's name, and the kind of key that it needs. */
  private static final Map<String, String[]> ALGORITHMS =
      Map.of(
          "1.2.840.113549.1.1.11", new String[] {"SHA256withRSA", "RSA"},
          "1.2.840.113549.1.1.12", new String[] {"SHA384withRSA", "RSA"},
          "1.2.840.113549.1.1.13", new String[] {"SHA512withRSA", "RSA"},
          "1.2.840.10045.4.3.2", new String[] {"SHA256withECDSA", "ECDSA"},
          "1.2.840.10045.4.3.3", new String[] {"SHA384withECDSA", "ECDSA"},
          "1.2.840.10045.4.3.4", new String[] {"SHA512withECDSA", "ECDSA"},
          "1.3.101.112", new String[] {"Ed25519", "Ed25519"});

  private SignatureCheck() {}

  /** Names are not compared here. */
  static boolean isSignedBy(CertificateOutline certificate, CertificateOutline issuer) {
    if (!issuer.maySign()) {
      return false;
    }
    try {
      DerReader algorithm = certificate.signatureAlgorithm();
      String oid = algorithm.oid();
      PublicKey key = KeyFactories.publicKey(issuer.publicKeyInfo());
      Signature signature =
          oid.equals(PSS_OID) ? PssSignature.of(algorithm) : plain(oid, algorithm, key);
      if (signature == null || !usable(key, oid)) {
        return false;
      }
      signature.initVerify(key);
      signature.update(certificate.tbs());
      return signature.verify(certificate.signature());
    } catch (GeneralSecurityException | PkiException notVerified) {
      return false;
    }
  }

  /** Returns the JDK's name of a signature algorithm; its identifier where it is not known. */
  static String name(String oid) {
    String[] names = ALGORITHMS.get(oid);
    return names == null ? oid : names[0];
  }

  private static @Nullable Signature plain(String oid, DerReader algorithm, PublicKey key)
      throws GeneralSecurityException {
    String[] names = ALGORITHMS.get(oid);
    if (names == null || !PublicKeys.specOf(key).algorithm().manifestName().equals(names[1])) {
      return null;
    }
    if (names[1].equals("Ed25519") && !algorithm.atEnd()) {
      return null;
    }
    return Signature.getInstance(names[0], Native.BOUNCY_CASTLE);
  }

  /** Bounds the work that a hostile key can cause. */
  private static boolean usable(PublicKey key, String oid) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= MIN_RSA_BITS
          && bits <= MAX_RSA_BITS
          && rsa.getModulus().testBit(0)
          && rsa.getPublicExponent().testBit(0)
          && rsa.getPublicExponent().bitLength() > 1
          && rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
    }
    return !oid.equals(PSS_OID);
  }
}
