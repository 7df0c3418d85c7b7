package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.spi.Versioned;
import java.io.IOException;
import java.util.Optional;

/**
 * How resources of one kind lie on the disk. Each call sees and leaves whole resources: when it
 * fails, nothing has changed, unless it says so with {@link UncertainWriteException}. Called by one
 * writer or several readers of a key at a time; implementations need no lock.
 */
interface Shelf {
  /**
   * Returns what is there.
   *
   * @throws CorruptFileException when it is damaged; {@link #repair} helps
   */
  Optional<Versioned<Resource>> read(ResourceKey key) throws IOException;

  /**
   * Returns the version of what is there.
   *
   * @throws CorruptFileException when it is damaged; {@link #repair} helps
   */
  Optional<String> version(ResourceKey key) throws IOException;

  /** Stores what is not there. */
  void create(Resource resource, Version version) throws IOException;

  /** Replaces what is there. */
  void replace(Resource resource, Version version) throws IOException;

  /** Deletes what is there. */
  void delete(ResourceKey key) throws IOException;

  /**
   * Sets aside what is damaged, and brings back the last good state if there is one.
   *
   * @param version for what is written
   * @return what was done, for people; empty when nothing is damaged
   */
  Optional<String> repair(ResourceKey key, Version version) throws IOException;
}
