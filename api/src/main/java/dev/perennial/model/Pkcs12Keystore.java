package dev.perennial.model;

import dev.perennial.model.x509.Pkcs12Profile;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#12 keystore, {@code keystore.p12}, with its trust store. Immutable.
 *
 * @param create whether to write it
 * @param profile the algorithms; null means {@link Pkcs12Profile#MODERN_2023}, where cert-manager
 *     would take RC2
 * @param password the password itself, in UTF-8; null when a secret holds it
 * @param passwordSecretRef where the password is kept; null when it is given itself
 */
public record Pkcs12Keystore(
    boolean create,
    @Nullable Pkcs12Profile profile,
    @Nullable SecretBytes password,
    @Nullable SecretKeySelector passwordSecretRef) {
  /** Returns the profile, {@link Pkcs12Profile#MODERN_2023} when none is named. */
  public Pkcs12Profile effectiveProfile() {
    return profile == null ? Pkcs12Profile.MODERN_2023 : profile;
  }
}
