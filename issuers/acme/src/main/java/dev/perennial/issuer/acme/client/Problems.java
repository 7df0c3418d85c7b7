package dev.perennial.issuer.acme.client;

import java.util.stream.Collectors;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Problem;

/** Words problem documents (RFC 7807; RFC 8555, section 6.7) for people. */
public final class Problems {
  private Problems() {}

  /** Returns type and detail, followed by each subproblem with its identifier. */
  public static String text(Problem problem) {
    String type = problem.getType().toString();
    String detail = problem.getDetail().or(problem::getTitle).orElse("");
    String own = type + (detail.isEmpty() ? "" : ": " + detail);
    String parts =
        problem.getSubProblems().stream()
            .map(
                sub ->
                    sub.getIdentifier().map(Identifier::getValue).map(v -> v + ": ").orElse("")
                        + text(sub))
            .collect(Collectors.joining("; "));
    return parts.isEmpty() ? own : own + " (" + parts + ")";
  }
}
