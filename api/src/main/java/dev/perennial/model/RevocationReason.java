package dev.perennial.model;

import java.util.Optional;

/** Why a certificate is revoked (RFC 5280, section 5.3.1), where its owner may say so. */
public enum RevocationReason {
  /** Nothing is said. */
  UNSPECIFIED(0, "unspecified"),
  /** Somebody else may have the private key: it is never used again. */
  KEY_COMPROMISE(1, "keyCompromise"),
  /** The names of the subject changed. */
  AFFILIATION_CHANGED(3, "affiliationChanged"),
  /** Another certificate took its place. */
  SUPERSEDED(4, "superseded"),
  /** It is no longer needed. */
  CESSATION_OF_OPERATION(5, "cessationOfOperation"),
  /** The subject may no longer have it. */
  PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn");

  private final int code;
  private final String manifestName;

  RevocationReason(int code, String manifestName) {
    this.code = code;
    this.manifestName = manifestName;
  }

  /** Returns the number of the reason, as CRLs and ACME have it. */
  public int code() {
    return code;
  }

  /** Returns the name of RFC 5280, as it stands in manifests. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the reason of a name, or empty when there is none. */
  public static Optional<RevocationReason> ofManifestName(String name) {
    for (RevocationReason reason : values()) {
      if (reason.manifestName.equals(name)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
