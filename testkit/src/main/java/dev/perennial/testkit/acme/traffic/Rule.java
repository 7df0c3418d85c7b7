package dev.perennial.testkit.acme.traffic;

import org.jspecify.annotations.Nullable;

/** One line of a fault plan. Used under the lock of its plan. */
final class Rule {
  /** Which of the requests it is about. */
  enum Which {
    NTH,
    EVERY
  }

  private final @Nullable RequestKind kind;
  private final Which which;
  private final Fault fault;
  private int left;

  Rule(@Nullable RequestKind kind, Which which, int left, Fault fault) {
    this.kind = kind;
    this.which = which;
    this.left = left;
    this.fault = fault;
  }

  /** Counts a request; returns whether the fault strikes it. */
  boolean counts(RequestKind other) {
    if (kind != null && kind != other) {
      return false;
    }
    return which == Which.EVERY || --left == 0;
  }

  boolean isSpent() {
    return which == Which.NTH && left <= 0;
  }

  Fault fault() {
    return fault;
  }
}
