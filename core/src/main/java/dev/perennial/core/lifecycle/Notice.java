package dev.perennial.core.lifecycle;

/**
 * Something to tell people: it becomes an event. Immutable.
 *
 * @param warning whether it needs attention
 * @param reason one word for programs, as cert-manager names its events
 * @param message a sentence for people
 */
public record Notice(boolean warning, String reason, String message) {
  /** Returns a notice that needs no attention. */
  public static Notice normal(String reason, String message) {
    return new Notice(false, reason, message);
  }

  /** Returns a notice that needs attention. */
  public static Notice warning(String reason, String message) {
    return new Notice(true, reason, message);
  }
}
