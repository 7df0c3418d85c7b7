package dev.perennial.spi;

import org.jspecify.annotations.Nullable;

/**
 * A store could not read or write. The message names the resource or the file, and says whether
 * anything was written.
 */
public sealed class StoreException extends RuntimeException permits VersionConflictException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception with a message for people. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
