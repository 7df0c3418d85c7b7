package dev.perennial.core.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What goes into a key store: one private key with its chain, and the CA certificates beside it.
 *
 * <p>Immutable.
 */
public final class KeystoreContent {
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final List<X509Certificate> cas;

  private KeystoreContent(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> cas) {
    this.key = Objects.requireNonNull(key, "key");
    this.chain = List.copyOf(chain);
    this.cas = List.copyOf(cas);
    if (this.chain.isEmpty()) {
      throw new IllegalArgumentException("'chain' must hold the leaf");
    }
  }

  /**
   * Makes the content. Whether key and leaf fit is not checked here.
   *
   * @param key the private key
   * @param chain leaf first, at least one certificate
   * @param cas the certificates of {@code ca.crt}; empty when none is known
   */
  public static KeystoreContent of(
      PrivateKey key, List<X509Certificate> chain, List<X509Certificate> cas) {
    return new KeystoreContent(key, chain, cas);
  }

  /** Returns the private key. */
  public PrivateKey key() {
    return key;
  }

  /** Returns the chain, leaf first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** Returns the CA certificates. */
  public List<X509Certificate> cas() {
    return cas;
  }

  /** Returns how many certificates there are, never the key. */
  @Override
  public String toString() {
    return "KeystoreContent[chain of " + chain.size() + ", " + cas.size() + " CAs]";
  }
}
