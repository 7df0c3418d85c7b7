package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;

/** Answers signed requests of one kind. Called under the CA's lock. */
interface Resource {
  /**
   * Answers a request.
   *
   * @param request the request, its signature checked
   * @param id what the URL names
   * @throws dev.perennial.testkit.acme.problem.Refusal when it must be refused
   */
  Answer answer(Signed request, String id);
}
