package dev.perennial.model;

import org.jspecify.annotations.Nullable;

/**
 * A Java keystore, {@code keystore.jks}, with its trust store. Immutable.
 *
 * @param create whether to write it
 * @param alias the alias of the key; empty means {@code certificate}
 * @param password the password itself, in UTF-8; null when a secret holds it
 * @param passwordSecretRef where the password is kept; null when it is given itself
 */
public record JksKeystore(
    boolean create,
    String alias,
    @Nullable SecretBytes password,
    @Nullable SecretKeySelector passwordSecretRef) {
  /** The alias of the key when none is named. */
  public static final String DEFAULT_ALIAS = "certificate";

  /** Returns the alias, {@link #DEFAULT_ALIAS} when it is empty. */
  public String effectiveAlias() {
    return alias.isEmpty() ? DEFAULT_ALIAS : alias;
  }
}
