package dev.perennial.core.lifecycle;

/**
 * The result of one policy or step. Immutable.
 *
 * @param policy the name of the policy, as cert-manager names it where it has one
 * @param outcome what came out
 * @param reason one word for programs; empty when it passed
 * @param message a sentence for people; empty when there is nothing to say
 */
public record Finding(String policy, Outcome outcome, String reason, String message) {
  /** What came out of a policy. */
  public enum Outcome {
    /** It found nothing. */
    PASSED,
    /** It found something that calls for an action. */
    VIOLATED,
    /** It found something that forbids or delays one. */
    WAITING
  }

  /** Returns a finding of a policy that found nothing. */
  public static Finding passed(String policy) {
    return new Finding(policy, Outcome.PASSED, "", "");
  }

  /** Returns a finding that calls for an action. */
  public static Finding violated(String policy, String reason, String message) {
    return new Finding(policy, Outcome.VIOLATED, reason, message);
  }

  /** Returns a finding that forbids or delays an action. */
  public static Finding waiting(String policy, String reason, String message) {
    return new Finding(policy, Outcome.WAITING, reason, message);
  }

  /** Returns whether it calls for an action. */
  public boolean isViolated() {
    return outcome == Outcome.VIOLATED;
  }
}
