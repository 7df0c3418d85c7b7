package dev.perennial.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes lists of conditions. Source: cert-manager {@code pkg/api/util/conditions.go}.
 */
public final class Conditions {
  private Conditions() {}

  /** Returns the condition of a type, or empty when the list has none. */
  public static Optional<Condition> find(List<Condition> conditions, String type) {
    for (Condition condition : conditions) {
      if (condition.type().equals(type)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }

  /** Returns whether the list has the condition with status {@code True}. */
  public static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type).map(Condition::isTrue).orElse(false);
  }

  /**
   * Returns the list with one condition set. Its transition time is {@code now}, in whole seconds,
   * unless the list already had the condition with the same status: then the older time stays.
   *
   * @param observedGeneration the generation that was looked at; null leaves it out
   */
  public static List<Condition> with(
      List<Condition> conditions,
      Condition condition,
      Instant now,
      @Nullable Long observedGeneration) {
    Optional<Condition> old = find(conditions, condition.type());
    Instant since =
        old.filter(o -> o.status() == condition.status())
            .map(Condition::lastTransitionTime)
            .orElse(now.truncatedTo(ChronoUnit.SECONDS));
    Condition set =
        new Condition(
            condition.type(),
            condition.status(),
            condition.reason(),
            condition.message(),
            since,
            observedGeneration);
    List<Condition> changed = new ArrayList<>(conditions);
    if (old.isPresent()) {
      changed.set(conditions.indexOf(old.get()), set);
    } else {
      changed.add(set);
    }
    return List.copyOf(changed);
  }

  /** Returns the list without the condition of a type. */
  public static List<Condition> without(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> !c.type().equals(type)).toList();
  }
}
