package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.Pkcs12Profile;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Writes JKS and PKCS#12 key stores and trust stores with cert-manager's layout, and tells whether
 * stored ones still fit.
 *
 * <p>Passwords are copied where they are kept at all; callers may wipe theirs after the call.
 *
 * <p>Safe for use by several threads.
 */
public final class Keystores {
  /** Alias of the key entry in a JKS key store unless the certificate names another. */
  public static final String DEFAULT_ALIAS = "certificate";

  private final Crypto crypto;

  private Keystores(Crypto crypto) {
    this.crypto = Objects.requireNonNull(crypto, "crypto");
  }

  /** Returns a writer that takes salts from {@code crypto}. */
  public static Keystores using(Crypto crypto) {
    return new Keystores(crypto);
  }

  /**
   * Returns a JKS key store: the key with its chain under {@code alias}, the CAs under {@code ca},
   * {@code ca-1}, {@code ca-2} and so on.
   *
   * @param content key, chain and CAs
   * @param alias alias of the key; JKS aliases are in lower case
   * @param password protects the store and the key; any length
   * @param created the time written into each entry, in milliseconds
   */
  public byte[] jks(KeystoreContent content, String alias, char[] password, Instant created) {
    throw new PkiException(Reason.UNSUPPORTED, "not there yet");
  }

  /**
   * Returns a JKS trust store with the CAs under {@code ca}, {@code ca-1} and so on.
   *
   * @param cas at least one certificate
   * @param password protects the store; any length
   * @param created the time written into each entry, in milliseconds
   */
  public byte[] jksTruststore(List<X509Certificate> cas, char[] password, Instant created) {
    throw new PkiException(Reason.UNSUPPORTED, "not there yet");
  }

  /**
   * Returns a PKCS#12 key store: the key, the leaf, then the rest of the chain and the CAs.
   *
   * @param content key, chain and CAs
   * @param profile the algorithms
   * @param password protects the store and the key; any length
   */
  public byte[] pkcs12(KeystoreContent content, Pkcs12Profile profile, char[] password) {
    throw new PkiException(Reason.UNSUPPORTED, "not there yet");
  }

  /**
   * Returns a PKCS#12 trust store, with the attribute that Java wants on trusted certificates.
   *
   * @param cas at least one certificate
   * @param profile the algorithms
   * @param password protects the store; any length
   */
  public byte[] pkcs12Truststore(
      List<X509Certificate> cas, Pkcs12Profile profile, char[] password) {
    throw new PkiException(Reason.UNSUPPORTED, "not there yet");
  }

  /** Returns whether a stored JKS key store holds exactly this, under this alias and password. */
  public static boolean jksMatches(
      byte[] stored, KeystoreContent content, String alias, char[] password) {
    return false;
  }

  /** Returns whether a stored JKS trust store holds exactly these CAs under this password. */
  public static boolean jksTruststoreMatches(
      byte[] stored, List<X509Certificate> cas, char[] password) {
    return false;
  }

  /** Returns whether a stored PKCS#12 key store holds exactly this, by this profile and password. */
  public static boolean pkcs12Matches(
      byte[] stored, KeystoreContent content, Pkcs12Profile profile, char[] password) {
    return false;
  }

  /** Returns whether a stored PKCS#12 trust store holds exactly these CAs, by this profile. */
  public static boolean pkcs12TruststoreMatches(
      byte[] stored, List<X509Certificate> cas, Pkcs12Profile profile, char[] password) {
    return false;
  }

  Crypto crypto() {
    return crypto;
  }
}
