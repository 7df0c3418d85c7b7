package dev.perennial.core.pki;

import dev.perennial.model.x509.Pkcs12Profile;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key store or trust store holds that somebody wrote, we or another program.
 *
 * <p>Immutable.
 */
public final class StoredKeystore {
  private final String alias;
  private final @Nullable PrivateKey key;
  private final List<X509Certificate> chain;
  private final Map<String, X509Certificate> trusted;
  private final @Nullable Pkcs12Profile profile;

  StoredKeystore(StoredEntries entries) {
    byte[] pkcs8 = entries.pkcs8();
    alias = entries.alias();
    key = pkcs8 == null ? null : KeyReader.readPkcs8(pkcs8);
    chain = entries.chain().stream().map(Certificates::decode).toList();
    Map<String, X509Certificate> byAlias = new LinkedHashMap<>();
    entries.trusted().forEach((name, der) -> byAlias.put(name, Certificates.decode(der)));
    trusted = Collections.unmodifiableMap(byAlias);
    profile = Pkcs12Scheme.profileOf(entries.algorithms()).orElse(null);
  }

  /** Returns the alias of the key; empty text when the store does not give it one. */
  public String alias() {
    return alias;
  }

  /** Returns the private key, if there is one. */
  public Optional<PrivateKey> key() {
    return Optional.ofNullable(key);
  }

  /** Returns the chain of the key, its own certificate first; empty without a key. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** Returns the trusted certificates by alias, in the order in which they stand. */
  public Map<String, X509Certificate> trusted() {
    return trusted;
  }

  /** Returns the profile whose algorithms a PKCS#12 store was written with, if it is one. */
  public Optional<Pkcs12Profile> profile() {
    return Optional.ofNullable(profile);
  }

  /** Returns counts, never the key. */
  @Override
  public String toString() {
    return "StoredKeystore[key "
        + (key == null ? "none" : "present")
        + ", chain of "
        + chain.size()
        + ", "
        + trusted.size()
        + " trusted]";
  }
}
