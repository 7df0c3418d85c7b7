package dev.perennial.core.lifecycle;

import dev.perennial.model.Condition;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Reasons;
import java.util.List;
import java.util.Optional;

/**
 * Why the lifecycle does something, and what. Immutable.
 *
 * @param reason the decisive finding, as a word of cert-manager where it has one
 * @param action the name of the action; {@code Rest} when nothing is to be done
 */
record Transition(String reason, String action) implements Comparable<Transition> {
  static Transition of(View view, Decision decision) {
    if (decision instanceof Decision.Act act) {
      return new Transition(reason(view, act), act.action().name());
    }
    return new Transition(rest(decision.trail()), "Rest");
  }

  private static String rest(List<Finding> trail) {
    return last(trail, Finding.Outcome.WAITING)
        .or(() -> last(trail, Finding.Outcome.VIOLATED))
        .orElse(Reasons.READY);
  }

  private static Optional<String> last(List<Finding> trail, Finding.Outcome outcome) {
    return trail.stream()
        .filter(f -> f.outcome() == outcome)
        .map(Finding::reason)
        .reduce((one, other) -> other);
  }

  private static String reason(View view, Decision.Act act) {
    Action action = act.action();
    if (action instanceof Action.SetStatus set) {
      return ofStatus(view, set, act.trail());
    }
    if (action instanceof Action.SetRequestStatus set) {
      return set.notices().get(0).reason();
    }
    if (action instanceof Action.RewriteSecret rewrite) {
      return rewrite.reason();
    }
    if (action instanceof Action.DeleteRequest delete) {
      return delete.why().replaceAll(":.*| [0-9]+$", "");
    }
    if (action instanceof Action.PublishTemporary) {
      return last(act.trail(), Finding.Outcome.VIOLATED).orElseThrow();
    }
    return view.isIssuing() ? "Issuing" : "Idle";
  }

  private static String ofStatus(View view, Action.SetStatus set, List<Finding> trail) {
    return switch (set.cause()) {
      case MARK_ISSUING, FAIL_ISSUANCE -> condition(set, ConditionTypes.ISSUING);
      case UPDATE_READINESS -> condition(set, ConditionTypes.READY);
      case HOLD_LOOP -> last(trail, Finding.Outcome.VIOLATED).orElseThrow();
      default -> view.isIssuing() ? "Issuing" : "Idle";
    };
  }

  private static String condition(Action.SetStatus set, String type) {
    return set.status().condition(type).map(Condition::reason).orElseThrow();
  }

  @Override
  public int compareTo(Transition other) {
    int byAction = action.compareTo(other.action);
    return byAction != 0 ? byAction : reason.compareTo(other.reason);
  }
}
