package dev.perennial.core.tls;

import dev.perennial.model.ResourceName;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * One key with its chain, checked to belong together, as one generation of one secret held them.
 * Immutable.
 */
final class ServedKey {
  /**
   * Among keys for one name, the one valid longest comes first, then the one of the first secret.
   */
  static final Comparator<ServedKey> PREFERENCE =
      Comparator.comparing(ServedKey::notAfter).reversed().thenComparing(ServedKey::secret);

  private final ResourceName secret;
  private final long generation;
  private final String alias;
  private final String keyType;
  private final Set<String> names;
  private final Material material;
  private final Fingerprint fingerprint;

  ServedKey(
      ResourceName secret,
      long generation,
      String keyType,
      Set<String> names,
      Material material,
      Fingerprint fingerprint) {
    this.secret = secret;
    this.generation = generation;
    this.alias = aliasOf(generation, secret);
    this.keyType = keyType;
    this.names = Set.copyOf(names);
    this.material = material;
    this.fingerprint = fingerprint;
  }

  /** What a handshake needs once the alias is chosen: it does not hold the alias. Never prints. */
  static final class Material {
    private final PrivateKey key;
    private final X509Certificate[] chain;

    Material(PrivateKey key, X509Certificate[] chain) {
      this.key = key;
      this.chain = chain.clone();
    }

    PrivateKey key() {
      return key;
    }

    X509Certificate[] chain() {
      return chain.clone();
    }

    X509Certificate leaf() {
      return chain[0];
    }
  }

  ResourceName secret() {
    return secret;
  }

  /** Returns the alias; always the same object, so that its being held can be seen. */
  String alias() {
    return alias;
  }

  /** Returns a text equal to {@link #alias()} and another object. */
  String aliasCopy() {
    return aliasOf(generation, secret);
  }

  /** Returns the key type as JSSE names it: RSA, EC or EdDSA. */
  String keyType() {
    return keyType;
  }

  /** Returns the names in the form of {@link ServerNames}. */
  Set<String> names() {
    return names;
  }

  Material material() {
    return material;
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  X509Certificate leaf() {
    return material.leaf();
  }

  Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  private static String aliasOf(long generation, ResourceName secret) {
    return generation + ":" + secret;
  }

  @Override
  public String toString() {
    return "ServedKey[" + alias + "]";
  }
}
