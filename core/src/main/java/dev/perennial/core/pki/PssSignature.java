package dev.perennial.core.pki;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of an RSASSA-PSS signature (RFC 8017, appendix A.2.3): one hash for message
 * and mask, the salt as long as the hash; SHA-256, SHA-384 or SHA-512.
 */
final class PssSignature {
  private static final String MGF1_OID = "1.2.840.113549.1.1.8";
  private static final Map<String, String> HASHES =
      Map.of(
          "2.16.840.1.101.3.4.2.1", "SHA-256",
          "2.16.840.1.101.3.4.2.2", "SHA-384",
          "2.16.840.1.101.3.4.2.3", "SHA-512");

  private PssSignature() {}

  /** Returns the algorithm; null when it is not one of the three. */
  static @Nullable Signature of(DerReader algorithm) throws GeneralSecurityException {
    DerReader parameters = algorithm.enter(DerReader.SEQUENCE);
    String oid = hash(parameters.enter(0xa0).enter(DerReader.SEQUENCE));
    DerReader mask = parameters.enter(0xa1).enter(DerReader.SEQUENCE);
    boolean mgf1 = mask.oid().equals(MGF1_OID);
    boolean sameHash = hash(mask.enter(DerReader.SEQUENCE)).equals(oid);
    int salt = parameters.enter(0xa2).integer().intValue();
    boolean trailer = !parameters.next(0xa3) || parameters.enter(0xa3).integer().intValue() == 1;
    String hash = HASHES.get(oid);
    if (hash == null || !mgf1 || !sameHash || !trailer || salt != length(hash)) {
      return null;
    }
    Signature signature = Signature.getInstance("RSASSA-PSS", Native.BOUNCY_CASTLE);
    signature.setParameter(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
    return signature;
  }

  /** Returns the hash; its parameters must be absent or NULL. */
  private static String hash(DerReader identifier) {
    String oid = identifier.oid();
    if (!identifier.atEnd()) {
      identifier.enter(0x05).requireEnd();
    }
    return oid;
  }

  private static int length(String hash) {
    return Integer.parseInt(hash.substring(4)) / 8;
  }
}
