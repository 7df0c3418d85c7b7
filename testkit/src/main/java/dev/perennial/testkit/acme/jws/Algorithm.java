package dev.perennial.testkit.acme.jws;

import dev.perennial.core.pki.KeySpec;
import java.util.List;
import java.util.stream.Stream;

/** The signature algorithms that the CA takes (RFC 7518, section 3.1; RFC 8037, section 3.1). */
public enum Algorithm {
  /** RSA, PKCS #1 v1.5, with SHA-256. */
  RS256("SHA256withRSA"),
  /** ECDSA on P-256 with SHA-256. */
  ES256("SHA256withECDSAinP1363Format"),
  /** ECDSA on P-384 with SHA-384. */
  ES384("SHA384withECDSAinP1363Format"),
  /** ECDSA on P-521 with SHA-512. */
  ES512("SHA512withECDSAinP1363Format"),
  /** Ed25519. */
  EdDSA("EdDSA");

  private final String jcaName;

  Algorithm(String jcaName) {
    this.jcaName = jcaName;
  }

  /** Returns the one algorithm that is taken for a key. */
  static Algorithm of(KeySpec spec) {
    switch (spec.algorithm()) {
      case RSA:
        return RS256;
      case ED25519:
        return EdDSA;
      default:
        return spec.size() == 256 ? ES256 : spec.size() == 384 ? ES384 : ES512;
    }
  }

  /** Returns the name that the JCA gives it. */
  String jcaName() {
    return jcaName;
  }

  /** Returns the names of all, as a problem document lists them. */
  public static List<String> names() {
    return Stream.of(values()).map(Enum::name).toList();
  }
}
