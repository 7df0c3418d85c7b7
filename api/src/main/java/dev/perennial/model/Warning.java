package dev.perennial.model;

/**
 * Something in a valid resource that its author should know, such as a setting without effect.
 * Immutable.
 *
 * @param path where
 * @param message what it is, and what would be better
 */
public record Warning(FieldPath path, String message) {
  /** Returns {@code path: message}. */
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
