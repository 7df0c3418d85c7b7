package dev.perennial.spi;

import dev.perennial.model.SecretBytes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * All that a {@link DnsEditor} may use of the world. Later additions are default methods.
 *
 * <p>Safe for use by several threads.
 */
public interface DnsContext {
  /** Returns the configuration, as JDK values. */
  Map<String, Object> config();

  /**
   * Returns a value of a secret in the namespace of the issuer's secrets, as it is now; empty when
   * it is not there.
   *
   * @throws StoreException when it could not be read
   */
  Optional<SecretBytes> secret(String name, String key);

  /** Returns the clock; nothing else may tell the time that is decided upon. */
  InstantSource clock();

  /** Returns the source of randomness. */
  SecureRandom random();

  /** Returns the bound of one exchange with the service; 30 seconds unless the host set another. */
  default Duration timeout() {
    return Duration.ofSeconds(30);
  }
}
