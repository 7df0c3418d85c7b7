package dev.perennial.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One observation of a resource, as Kubernetes conditions are. Immutable.
 *
 * @param type the type, one of {@link ConditionTypes} for the resources of Perennial
 * @param status whether it holds
 * @param reason one word for programs; empty when not said
 * @param message a sentence for people; empty when not said
 * @param lastTransitionTime when the status last flipped, in whole seconds; null when not said
 * @param observedGeneration the generation of the spec that was looked at; null when not said
 */
public record Condition(
    String type,
    ConditionStatus status,
    String reason,
    String message,
    @Nullable Instant lastTransitionTime,
    @Nullable Long observedGeneration) {

  /** Returns a condition without time and generation; {@link Conditions#with} fills them. */
  public static Condition of(String type, ConditionStatus status, String reason, String message) {
    return new Condition(type, status, reason, message, null, null);
  }

  /** Returns whether the status is {@code True}. */
  public boolean isTrue() {
    return status == ConditionStatus.TRUE;
  }

  /** Returns whether status, reason and message are the same. */
  public boolean saysTheSameAs(Condition other) {
    return type.equals(other.type)
        && status == other.status
        && reason.equals(other.reason)
        && message.equals(other.message);
  }
}
