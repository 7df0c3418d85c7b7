package dev.perennial.testkit.issuer;

import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.SecretReader;
import dev.perennial.spi.StoreException;
import dev.perennial.testkit.TestClock;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Map<ResourceName, SecretBundle> secrets = new ConcurrentHashMap<>();
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
      return Optional.ofNullable(secrets.get(name));
    };
  }

  /** Puts a secret there, in place of the one of its name. */
  public void put(SecretBundle secret) {
    secrets.put(secret.key().name(), secret);
  }

  /** Removes a secret; nothing happens when it is not there. */
  public void remove(ResourceName name) {
    secrets.remove(name);
  }

  /** Sets whether every read of a secret fails from now on. */
  public void failReads(boolean fail) {
    readsFail = fail;
  }
}
