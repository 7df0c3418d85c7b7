package dev.perennial.testkit.acme.problem;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 7807) with what RFC 8555, section 6.7.1, adds. Immutable.
 *
 * @param type the error type
 * @param status the HTTP status
 * @param detail what is wrong, for a human
 * @param identifier the identifier that it is about, in a subproblem
 * @param subproblems one for each identifier
 * @param algorithms the algorithms that would be right (RFC 8555, section 6.2)
 */
public record Problem(
    ProblemType type,
    int status,
    String detail,
    @Nullable Identifier identifier,
    List<Problem> subproblems,
    List<String> algorithms) {
  /** Copies the lists. */
  public Problem {
    subproblems = List.copyOf(subproblems);
    algorithms = List.copyOf(algorithms);
  }

  /** Returns a problem with the status of its type. */
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, type.status(), detail, null, List.of(), List.of());
  }

  /** Returns the problem with another status. */
  public Problem withStatus(int other) {
    return new Problem(type, other, detail, identifier, subproblems, algorithms);
  }

  /** Returns the problem, about one identifier. */
  public Problem about(Identifier subject) {
    return new Problem(type, status, detail, subject, subproblems, algorithms);
  }

  /** Returns the problem with the algorithms that would be right. */
  public Problem withAlgorithms(List<String> right) {
    return new Problem(type, status, detail, identifier, subproblems, right);
  }

  /** Returns what to answer for problems: itself for one, a compound for more. */
  public static Optional<Problem> join(List<Problem> problems) {
    if (problems.size() <= 1) {
      return problems.stream().findFirst();
    }
    // RFC 8555, section 6.7.1: one type for all when they have one, "compound" otherwise.
    boolean oneType = problems.stream().map(Problem::type).distinct().count() == 1;
    ProblemType type = oneType ? problems.get(0).type() : ProblemType.COMPOUND;
    return Optional.of(
        new Problem(
            type,
            type.status(),
            problems.size() + " identifiers were refused; see the subproblems",
            null,
            problems,
            List.of()));
  }

  /** Returns the exception that ends a request with this problem. */
  public Refusal refusal() {
    return new Refusal(this, List.of());
  }
}
