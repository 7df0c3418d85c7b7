package dev.perennial.model;

/** The status of a {@link Condition}. */
public enum ConditionStatus {
  /** The condition holds. */
  TRUE("True"),
  /** The condition does not hold. */
  FALSE("False"),
  /** It is not known whether the condition holds. */
  UNKNOWN("Unknown");

  private final String manifestName;

  ConditionStatus(String manifestName) {
    this.manifestName = manifestName;
  }

  /** Returns the name in a manifest. */
  public String manifestName() {
    return manifestName;
  }

  /** Returns the status of a name in a manifest, or empty when there is none. */
  public static java.util.Optional<ConditionStatus> ofManifestName(String name) {
    for (ConditionStatus status : values()) {
      if (status.manifestName.equals(name)) {
        return java.util.Optional.of(status);
      }
    }
    return java.util.Optional.empty();
  }
}
