package dev.perennial.spi;

import dev.perennial.model.ResourceKey;

/** A conditional write met another version than the one expected. Nothing was written. */
public final class VersionConflictException extends StoreException {
  private static final long serialVersionUID = 1L;

  private final transient ResourceKey key;

  /**
   * Makes an exception.
   *
   * @param key the resource
   * @param expectation what was expected and what was found, such as "expected version 3, found 4"
   */
  public VersionConflictException(ResourceKey key, String expectation) {
    super(key + ": " + expectation + "; nothing was written", null);
    this.key = key;
  }

  /** Returns the resource. */
  public ResourceKey key() {
    return key;
  }
}
