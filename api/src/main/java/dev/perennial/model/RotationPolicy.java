package dev.perennial.model;

import java.util.Optional;

/** Whether an issuance makes a new private key. */
public enum RotationPolicy {
  /** Each issuance makes a new key. The default. */
  ALWAYS("Always"),
  /** The key of the secret is used again, as long as it fits the spec. */
  NEVER("Never");

  private final String manifestName;

  RotationPolicy(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the name in a manifest. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the policy of a name in a manifest, or empty when there is none. */
  public static Optional<RotationPolicy> ofManifestName(String name) {
    for (RotationPolicy policy : values()) {
      if (policy.manifestName.equals(name)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
