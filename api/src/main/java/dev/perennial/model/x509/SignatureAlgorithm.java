package dev.perennial.model.x509;

import java.util.Optional;

/**
 * Algorithm of a signature.
 *
 * <p>Immutable. Source: cert-manager {@code spec.signatureAlgorithm}.
 */
public enum SignatureAlgorithm {
  /** RSA PKCS#1 v1.5 with SHA-256. */
  SHA256_WITH_RSA("SHA256WithRSA", KeyAlgorithm.RSA, "SHA256withRSA"),
  /** RSA PKCS#1 v1.5 with SHA-384. */
  SHA384_WITH_RSA("SHA384WithRSA", KeyAlgorithm.RSA, "SHA384withRSA"),
  /** RSA PKCS#1 v1.5 with SHA-512. */
  SHA512_WITH_RSA("SHA512WithRSA", KeyAlgorithm.RSA, "SHA512withRSA"),
  /** ECDSA with SHA-256. */
  ECDSA_WITH_SHA256("ECDSAWithSHA256", KeyAlgorithm.ECDSA, "SHA256withECDSA"),
  /** ECDSA with SHA-384. */
  ECDSA_WITH_SHA384("ECDSAWithSHA384", KeyAlgorithm.ECDSA, "SHA384withECDSA"),
  /** ECDSA with SHA-512. */
  ECDSA_WITH_SHA512("ECDSAWithSHA512", KeyAlgorithm.ECDSA, "SHA512withECDSA"),
  /** Ed25519 (RFC 8032). */
  PURE_ED25519("PureEd25519", KeyAlgorithm.ED25519, "Ed25519");

  private final String manifestName;
  private final KeyAlgorithm keyAlgorithm;
  private final String jcaName;

  SignatureAlgorithm(String manifestName, KeyAlgorithm keyAlgorithm, String jcaName) {
    this.manifestName = manifestName;
    this.keyAlgorithm = keyAlgorithm;
    this.jcaName = jcaName;
  }

  /** Returns the value as manifests write it. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the algorithm of the keys that make such signatures. */
  public KeyAlgorithm keyAlgorithm() {
    return keyAlgorithm;
  }

  /** Returns the name in the Java Cryptography Architecture. */
  public String jcaName() {
    return jcaName;
  }

  /** Returns the value that manifests write as {@code name}; empty when there is none. */
  public static Optional<SignatureAlgorithm> ofManifestName(String name) {
    for (SignatureAlgorithm value : values()) {
      if (value.manifestName.equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
