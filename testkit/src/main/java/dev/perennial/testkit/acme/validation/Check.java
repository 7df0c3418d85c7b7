package dev.perennial.testkit.acme.validation;

import dev.perennial.testkit.acme.problem.Refusal;

/** One kind of validation. */
interface Check {
  /**
   * Looks once.
   *
   * @throws Refusal when the client did not prove control
   */
  void look(Target target);
}
