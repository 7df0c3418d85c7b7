package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.x509.Pkcs12Profile;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

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

  /** Larger than any secret may be; a larger store was not written here. */
  private static final int MAX_STORED_BYTES = 4 << 20;

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
    return JksFormat.keystore(content, alias, password, created, crypto.random());
  }

  /**
   * Returns a JKS trust store with the CAs under {@code ca}, {@code ca-1} and so on.
   *
   * @param cas at least one certificate
   * @param password protects the store; any length
   * @param created the time written into each entry, in milliseconds
   */
  public byte[] jksTruststore(List<X509Certificate> cas, char[] password, Instant created) {
    return JksFormat.truststore(cas, password, created);
  }

  /**
   * Returns a PKCS#12 key store: the key, the leaf, then the rest of the chain and the CAs.
   *
   * @param content key, chain and CAs
   * @param profile the algorithms
   * @param password protects the store and the key; any length
   */
  public byte[] pkcs12(KeystoreContent content, Pkcs12Profile profile, char[] password) {
    return new Pkcs12Writer(Pkcs12Scheme.of(profile), password, crypto.random()).keystore(content);
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
    return new Pkcs12Writer(Pkcs12Scheme.of(profile), password, crypto.random()).truststore(cas);
  }

  /**
   * Reads a JKS store with one key at most; store and key have one password.
   *
   * @throws PkiException when it is damaged, has another password or more than one key
   */
  public static StoredKeystore readJks(byte[] stored, char[] password) {
    return new StoredKeystore(JksReader.read(bounded(stored), password));
  }

  /**
   * Reads a PKCS#12 store with one key at most: cert-manager's profiles and what OpenSSL and Java
   * write (3DES, RC2 and AES; MACs over SHA-1 to SHA-512).
   *
   * @throws PkiException when it is damaged, has no MAC, another password, an unknown algorithm or
   *     more than one key
   */
  public static StoredKeystore readPkcs12(byte[] stored, char[] password) {
    return new StoredKeystore(Pkcs12Reader.read(bounded(stored), password));
  }

  /**
   * Returns whether a stored JKS key store holds exactly this, under this alias and password. False
   * for anything that cannot be read.
   */
  public static boolean jksMatches(
      byte[] stored, KeystoreContent content, String alias, char[] password) {
    return fits(
        () -> {
          StoredEntries found = JksReader.read(bounded(stored), password);
          List<String> aliases = JksFormat.caAliases(content.cas().size(), alias);
          return found.alias().equals(JksFormat.normal(alias))
              && found.hasKey(pkcs8(content))
              && found.hasChain(content.chain())
              && found.trusts(aliases, content.cas());
        });
  }

  /**
   * Returns whether a stored JKS trust store holds exactly these CAs under this password. False for
   * anything that cannot be read.
   */
  public static boolean jksTruststoreMatches(
      byte[] stored, List<X509Certificate> cas, char[] password) {
    return fits(
        () -> {
          StoredEntries found = JksReader.read(bounded(stored), password);
          return !found.hasKey() && found.trusts(JksFormat.caAliases(cas.size(), null), cas);
        });
  }

  /**
   * Returns whether a stored PKCS#12 key store holds exactly this, by this profile and password.
   * False for anything that cannot be read.
   */
  public static boolean pkcs12Matches(
      byte[] stored, KeystoreContent content, Pkcs12Profile profile, char[] password) {
    List<X509Certificate> all = new ArrayList<>(content.chain());
    all.addAll(content.cas());
    return fits(
        () -> {
          StoredEntries found = Pkcs12Reader.read(bounded(stored), password);
          return has(found, profile) && found.hasKey(pkcs8(content)) && found.hasChain(all);
        });
  }

  /**
   * Returns whether a stored PKCS#12 trust store holds exactly these CAs, by this profile and
   * password. False for anything that cannot be read.
   */
  public static boolean pkcs12TruststoreMatches(
      byte[] stored, List<X509Certificate> cas, Pkcs12Profile profile, char[] password) {
    return fits(
        () -> {
          StoredEntries found = Pkcs12Reader.read(bounded(stored), password);
          return has(found, profile) && !found.hasKey() && found.trusts(cas);
        });
  }

  private static boolean has(StoredEntries found, Pkcs12Profile profile) {
    return Pkcs12Scheme.profileOf(found.algorithms()).filter(profile::equals).isPresent();
  }

  private static byte[] pkcs8(KeystoreContent content) {
    return KeyWriter.pkcs8(content.key());
  }

  private static boolean fits(BooleanSupplier check) {
    try {
      return check.getAsBoolean();
    } catch (PkiException doesNotFit) {
      return false;
    }
  }

  private static byte[] bounded(byte[] stored) {
    if (stored.length > MAX_STORED_BYTES) {
      throw new PkiException(
          Reason.TOO_LARGE,
          "key store: has " + stored.length + " bytes; at most " + MAX_STORED_BYTES + " are read");
    }
    return stored;
  }
}
