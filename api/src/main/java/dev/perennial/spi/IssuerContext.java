package dev.perennial.spi;

import dev.perennial.model.Issuer;
import java.security.SecureRandom;
import java.time.InstantSource;

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
}
