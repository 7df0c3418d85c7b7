package dev.perennial.model;

import java.util.Optional;

/** Whether a certificate is renewed by time. */
public enum RenewalPolicy {
  /** Renewed ahead of its end, as {@code renewBefore} and the windows say. */
  RENEW_BEFORE("RenewBefore"),
  /** Never renewed by time; a change of the spec or a person still re-issues. */
  DISABLED("Disabled");

  private final String manifestName;

  RenewalPolicy(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the name in a manifest. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the policy of a name in a manifest, or empty when there is none. */
  public static Optional<RenewalPolicy> ofManifestName(String name) {
    for (RenewalPolicy policy : values()) {
      if (policy.manifestName.equals(name)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
