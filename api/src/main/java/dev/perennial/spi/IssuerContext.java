package dev.perennial.spi;

import dev.perennial.model.Issuer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * All that a signer may use of the world. Later additions are default methods.
 *
 * <p>Safe for use by several threads.
 */
public interface IssuerContext {
  /** Returns the issuer as it stood when the signer was opened; a change opens a new signer. */
  Issuer issuer();

  /** Returns the clock; nothing else may tell the time that is stored or decided upon. */
  InstantSource clock();

  /** Returns the source of randomness for serial numbers, keys and the like. */
  SecureRandom random();

  /**
   * Returns the namespace in which the secrets of this issuer live: its own, or for a
   * cluster-scoped issuer the one that the host set.
   */
  String secretNamespace();

  /** Returns the reader of secrets. Each call reads the newest version; it may do I/O. */
  SecretReader secrets();

  /** Returns the store of the secrets that the issuer keeps for itself. It may do I/O. */
  SecretStore secretStore();

  /**
   * Returns what the ACME provider keeps in the status of its issuer, as it stands now: {@code
   * status.acme} in a manifest, as JDK values. It may do I/O.
   */
  default Map<String, Object> acmeStatus() {
    return issuer().status().acme();
  }

  /**
   * Returns what the host hands to its issuers under a type, such as its solvers; empty when it
   * hands none.
   */
  default <T> List<T> extensions(Class<T> type) {
    return List.of();
  }
}
