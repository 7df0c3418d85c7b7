package dev.perennial.core.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do next about one certificate. A decision is a pure function of a {@link View} and an
 * instant: asked twice, it is the same.
 */
public sealed interface Decision {
  /** Returns what was looked at, in order, passed policies too: the reason of the decision. */
  List<Finding> trail();

  /**
   * Nothing is to be done now. Immutable.
   *
   * @param until when to decide again unless something changes before; empty means only then
   * @param notices what to tell people when it is first so, each with the reason of an event
   * @param trail what was looked at
   */
  record Rest(Optional<Instant> until, List<Notice> notices, List<Finding> trail)
      implements Decision {
    /** Copies the lists. */
    public Rest {
      notices = List.copyOf(notices);
      trail = List.copyOf(trail);
    }
  }

  /**
   * One action is to be taken, with at most one conditional write; then decide again. Immutable.
   *
   * @param action the action
   * @param trail what was looked at
   */
  record Act(Action action, List<Finding> trail) implements Decision {
    /** Copies the list. */
    public Act {
      trail = List.copyOf(trail);
    }
  }
}
