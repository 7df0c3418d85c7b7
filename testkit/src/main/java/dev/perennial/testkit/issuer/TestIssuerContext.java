package dev.perennial.testkit.issuer;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.SecretReader;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.Versioned;
import dev.perennial.testkit.TestClock;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The world of one signer: a clock that stands still, randomness from a seed, and secrets that a
 * test puts there.
 *
 * <pre>{@code
 * TestIssuerContext context = new TestIssuerContext(issuer, 1);
 * context.put(secret);
 * Signer signer = provider.open(context);
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class TestIssuerContext implements IssuerContext {
  /** Where the secrets of cluster-scoped issuers live, as a manager has it by default. */
  public static final String CLUSTER_NAMESPACE = "cert-manager";

  private final Issuer issuer;
  private final TestClock clock = TestClock.create();
  private final SecureRandom random;
  private final InMemoryStore store = new InMemoryStore();
  private volatile boolean readsFail;

  /**
   * Makes a world without secrets.
   *
   * @param issuer the issuer that the signer is of
   * @param seed two worlds of one seed draw the same randomness
   */
  public TestIssuerContext(Issuer issuer, long seed) {
    this.issuer = issuer;
    try {
      this.random = SecureRandom.getInstance("SHA1PRNG");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA1PRNG", e);
    }
    random.setSeed(seed);
  }

  @Override
  public Issuer issuer() {
    return issuer;
  }

  @Override
  public TestClock clock() {
    return clock;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public String secretNamespace() {
    return issuer.type().clusterScoped() ? CLUSTER_NAMESPACE : issuer.meta().namespace();
  }

  @Override
  public SecretReader secrets() {
    return name -> {
      if (readsFail) {
        throw new StoreException("Secret " + name + ": could not be read: injected", null);
      }
      return secretStore().read(name).map(Versioned::resource);
    };
  }

  @Override
  public SecretStore secretStore() {
    return new SecretStore() {
      @Override
      public Optional<Versioned<SecretBundle>> read(ResourceName name) {
        return store
            .read(ResourceKey.secret(name))
            .map(found -> new Versioned<>((SecretBundle) found.resource(), found.version()));
      }

      @Override
      public String create(SecretBundle secret) {
        return store.create(secret);
      }

      @Override
      public String update(SecretBundle secret, String version) {
        return store.update(secret, version);
      }

      @Override
      public void delete(ResourceName name, String version) {
        store.delete(ResourceKey.secret(name), version);
      }
    };
  }

  /** Puts a secret there, in place of the one of its name. */
  public void put(SecretBundle secret) {
    store
        .read(secret.key())
        .ifPresentOrElse(old -> store.update(secret, old.version()), () -> store.create(secret));
  }

  /** Removes a secret; nothing happens when it is not there. */
  public void remove(ResourceName name) {
    ResourceKey key = ResourceKey.secret(name);
    store.read(key).ifPresent(old -> store.delete(key, old.version()));
  }

  /** Sets whether every read of a secret fails from now on. */
  public void failReads(boolean fail) {
    readsFail = fail;
  }
}
