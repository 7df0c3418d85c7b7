package dev.perennial.core.pki;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;

/** Decides whether one certificate signed another, as Go's {@code CheckSignatureFrom} does. */
final class SignatureCheck {
  private static final int KEY_CERT_SIGN = 5;

  private SignatureCheck() {}

  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    if (!maySign(issuer)) {
      return false;
    }
    String algorithm = ALGORITHMS.get(certificate.getSigAlgOID());
    if (algorithm == null) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(algorithm, Native.BOUNCY_CASTLE);
      signature.initVerify(issuer.getPublicKey());
      signature.update(certificate.getTBSCertificate());
      return signature.verify(certificate.getSignature());
    } catch (GeneralSecurityException | RuntimeException notVerified) {
      return false;
    }
  }

  private static boolean maySign(X509Certificate issuer) {
    Set<String> critical = issuer.getCriticalExtensionOIDs();
    Set<String> others = issuer.getNonCriticalExtensionOIDs();
    boolean constrained =
        (critical != null && critical.contains("2.5.29.19"))
            || (others != null && others.contains("2.5.29.19"));
    if ((issuer.getVersion() == 3 || constrained) && issuer.getBasicConstraints() < 0) {
      return false;
    }
    boolean[] usage = issuer.getKeyUsage();
    return usage == null || usage[KEY_CERT_SIGN];
  }

  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "1.2.840.113549.1.1.11", "SHA256withRSA",
          "1.2.840.113549.1.1.12", "SHA384withRSA",
          "1.2.840.113549.1.1.13", "SHA512withRSA",
          "1.2.840.10045.4.3.2", "SHA256withECDSA",
          "1.2.840.10045.4.3.3", "SHA384withECDSA",
          "1.2.840.10045.4.3.4", "SHA512withECDSA",
          "1.3.101.112", "Ed25519");
}
