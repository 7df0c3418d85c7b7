package dev.perennial.core.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One named rule of a chain: a pure function that finds at most one violation. Immutable.
 *
 * @param name the name, cert-manager's where it has one
 * @param rule what it checks
 */
record Policy(String name, Rule rule) {
  /** What a policy checks. */
  @FunctionalInterface
  interface Rule {
    /** Returns what is wrong, or empty when nothing is. */
    Optional<Violation> check(PolicyInput input);
  }

  /**
   * What a rule found wrong. Immutable.
   *
   * @param reason one word for programs
   * @param message a sentence for people
   */
  record Violation(String reason, String message) {}

  /** Returns a violation, for a rule to return. */
  static Optional<Violation> violated(String reason, String message) {
    return Optional.of(new Violation(reason, message));
  }

  /** Returns what a rule returns when it found nothing. */
  static Optional<Violation> passed() {
    return Optional.empty();
  }

  /** Returns the finding of this policy. */
  Finding check(PolicyInput input) {
    return rule.check(input)
        .map(v -> Finding.violated(name, v.reason(), v.message()))
        .orElseGet(() -> Finding.passed(name));
  }

  /**
   * Runs a chain. The first violation ends it, since a policy may rely on those before it.
   *
   * @return the findings in the order of the chain, those that passed included
   */
  static List<Finding> run(List<Policy> chain, PolicyInput input) {
    List<Finding> findings = new ArrayList<>(chain.size());
    for (Policy policy : chain) {
      Finding finding = policy.check(input);
      findings.add(finding);
      if (finding.isViolated()) {
        break;
      }
    }
    return List.copyOf(findings);
  }
}
