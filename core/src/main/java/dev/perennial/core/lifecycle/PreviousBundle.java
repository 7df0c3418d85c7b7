package dev.perennial.core.lifecycle;

/**
 * A secret that keeps a pair which was replaced. Immutable.
 *
 * @param secretName the name of the secret
 * @param revision the revision that the pair was
 * @param ours whether it is one; otherwise somebody else's secret stands where it would be kept,
 *     which is left alone
 */
public record PreviousBundle(String secretName, int revision, boolean ours) {
  /** Returns the beginning of the names of all previous bundles of a secret. */
  public static String prefix(String secretName) {
    return Names.previousBundlePrefix(secretName);
  }
}
