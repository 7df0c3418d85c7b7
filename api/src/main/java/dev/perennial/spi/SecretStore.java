package dev.perennial.spi;

import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import java.util.Optional;

/**
 * Reads and writes the secrets that an issuer keeps for itself: its account key, the answers to its
 * challenges. Writes are conditional, as in {@link ResourceStore}. Safe for use by several threads.
 */
public interface SecretStore {
  /**
   * Returns the newest version of a secret, or empty when there is none.
   *
   * @throws StoreException when it could not be read
   */
  Optional<Versioned<SecretBundle>> read(ResourceName name);

  /**
   * Stores a secret that must not be there yet.
   *
   * @return the first version
   * @throws VersionConflictException when it is there already
   * @throws StoreException when it could not be written; nothing was
   */
  String create(SecretBundle secret);

  /**
   * Replaces a secret.
   *
   * @param version the version that was read
   * @return the new version
   * @throws VersionConflictException when the version is another or the secret is gone
   * @throws StoreException when it could not be written; nothing was
   */
  String update(SecretBundle secret, String version);

  /**
   * Deletes a secret.
   *
   * @param version the version that was read
   * @throws VersionConflictException when the version is another or the secret is gone
   * @throws StoreException when it could not be deleted; nothing was
   */
  void delete(ResourceName name, String version);
}
