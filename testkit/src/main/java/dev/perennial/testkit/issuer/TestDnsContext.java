package dev.perennial.testkit.issuer;

import dev.perennial.model.SecretBytes;
import dev.perennial.spi.DnsContext;
import dev.perennial.testkit.TestClock;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The world of one editor of DNS records: a clock that stands still, and secrets that a test puts
 * there. Safe for use by several threads.
 */
public final class TestDnsContext implements DnsContext {
  private final Map<String, Object> config;
  private final Map<String, SecretBytes> secrets = new ConcurrentHashMap<>();
  private final SecureRandom random;
  private final InstantSource clock;
  private volatile Duration timeout = Duration.ofSeconds(10);

  /** Makes a world in the time of a test. */
  public TestDnsContext(Map<String, Object> config) {
    this(config, TestClock.create());
  }

  /**
   * Makes a world.
   *
   * @param config the settings of the provider
   * @param clock what tells the time
   */
  public TestDnsContext(Map<String, Object> config, InstantSource clock) {
    this.config = Map.copyOf(config);
    this.clock = clock;
    try {
      this.random = SecureRandom.getInstance("SHA1PRNG");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA1PRNG", e);
    }
    random.setSeed(1);
  }

  /** Puts a value of a secret there, in place of the one it had. */
  public TestDnsContext put(String name, String key, String value) {
    secrets.put(name + "/" + key, SecretBytes.ofUtf8(value));
    return this;
  }

  /** Sets the bound of one exchange; 10 seconds unless set. */
  public TestDnsContext timeout(Duration value) {
    timeout = value;
    return this;
  }

  @Override
  public Map<String, Object> config() {
    return config;
  }

  @Override
  public Optional<SecretBytes> secret(String name, String key) {
    return Optional.ofNullable(secrets.get(name + "/" + key));
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public SecureRandom random() {
    return random;
  }

  @Override
  public Duration timeout() {
    return timeout;
  }
}
