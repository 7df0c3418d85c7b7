package dev.perennial.core.lifecycle;

/**
 * A secret that keeps a pair which was replaced. Immutable.
 *
 * @param secretName the name of the secret
 * @param revision the revision that the pair was
 */
public record PreviousBundle(String secretName, int revision) {
  /** Returns the beginning of the names of all previous bundles of a secret. */
  public static String prefix(String secretName) {
    return Names.previousBundlePrefix(secretName);
  }
}
