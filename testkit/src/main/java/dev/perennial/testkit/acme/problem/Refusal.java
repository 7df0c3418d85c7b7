package dev.perennial.testkit.acme.problem;

import dev.perennial.testkit.acme.http.Answer.Header;
import java.util.List;

/** Ends a request with a problem document. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient List<Header> headers;

  /** Makes a refusal with headers beside the document. */
  public Refusal(Problem problem, List<Header> headers) {
    super(problem.type().urn() + ": " + problem.detail());
    this.problem = problem;
    this.headers = List.copyOf(headers);
  }

  /** Returns a refusal of a type. */
  public static Refusal of(ProblemType type, String detail) {
    return Problem.of(type, detail).refusal();
  }

  /** Returns a refusal of type malformed, with status 400. */
  public static Refusal malformed(String detail) {
    return of(ProblemType.MALFORMED, detail);
  }

  /** Returns a refusal of type malformed, with status 404. */
  public static Refusal notFound(String detail) {
    return Problem.of(ProblemType.MALFORMED, detail).withStatus(404).refusal();
  }

  /** Returns the document. */
  public Problem problem() {
    return problem;
  }

  /** Returns the headers beside it. */
  public List<Header> headers() {
    return headers;
  }
}
