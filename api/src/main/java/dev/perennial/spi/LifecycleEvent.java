package dev.perennial.spi;

import dev.perennial.model.ResourceKey;
import java.time.Instant;

/**
 * Something that happened to a resource, as Kubernetes events tell it. Never holds a secret.
 * Immutable.
 *
 * @param time when, by the manager's clock
 * @param level whether it needs attention
 * @param resource what it happened to
 * @param reason one word for programs, as cert-manager names it
 * @param message a sentence for people
 */
public record LifecycleEvent(
    Instant time, Level level, ResourceKey resource, String reason, String message) {
  /** How much attention an event needs. */
  public enum Level {
    /** All is well. */
    NORMAL,
    /** Somebody should look. */
    WARNING
  }
}
