package dev.perennial.core.store;

import dev.perennial.model.Resource;

/**
 * Turns one resource into the content of a file and back. The content is YAML, so that a file of
 * the store is a manifest; lines that begin with {@code #} before it are comments, and the store
 * puts some there.
 *
 * <p>Implementations are safe for use by several threads.
 */
public interface ResourceCodec {
  /** Returns the content of a file that holds the resource and loses nothing of it. */
  byte[] write(Resource resource);

  /**
   * Reads the content of a file.
   *
   * @throws RuntimeException when it does not hold exactly one resource; the message says what is
   *     wrong and goes into {@link FileStore#problems()}
   */
  Resource read(byte[] content);
}
