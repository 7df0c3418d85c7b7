package dev.perennial.spi;

import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import java.util.Optional;

/** Reads secrets. Safe for use by several threads. */
@FunctionalInterface
public interface SecretReader {
  /**
   * Returns the newest version of a secret, or empty when there is none.
   *
   * @throws StoreException when it could not be read
   */
  Optional<SecretBundle> read(ResourceName name);
}
