package dev.perennial.testkit.acme.protocol;

import dev.perennial.model.x509.IpAddress;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which identifiers an order may name (RFC 8555, sections 7.1.3 and 7.4; RFC 8738, section 3). */
final class Identifiers {
  /** As Let's Encrypt. */
  private static final int MOST = 100;

  /** RFC 1035, section 2.3.4, less the length octet of the first label and the root. */
  private static final int LONGEST_NAME = 253;

  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private final Set<String> blocked;

  Identifiers(Set<String> blocked) {
    this.blocked = blocked;
  }

  /** Returns the identifiers of a new order, each once, in order. */
  List<Identifier> read(JsonNode order) {
    JsonNode array = order.path("identifiers");
    if (!array.isArray() || array.isEmpty() || array.size() > MOST) {
      throw Refusal.malformed("an order names 1 to " + MOST + " identifiers in an array");
    }
    Set<Identifier> identifiers = new LinkedHashSet<>();
    List<Problem> problems = new ArrayList<>();
    for (JsonNode node : array) {
      String type = Json.text(node, "type").orElse("");
      // Names are compared without regard to case (RFC 4343).
      String value = Json.text(node, "value").orElse("").toLowerCase(Locale.ROOT);
      Identifier named = new Identifier(type, value);
      Optional<Problem> problem = problem(named);
      problem.ifPresent(found -> problems.add(found.about(named)));
      if (problem.isEmpty()) {
        identifiers.add(named);
      }
    }
    // RFC 8555, section 6.7.1: one subproblem for each identifier that is refused.
    if (!problems.isEmpty()) {
      throw withSubproblems(problems).refusal();
    }
    return List.copyOf(identifiers);
  }

  private static Problem withSubproblems(List<Problem> problems) {
    if (problems.size() > 1) {
      return Problem.join(problems).orElseThrow();
    }
    Problem only = problems.get(0);
    return new Problem(only.type(), only.status(), only.detail(), null, problems, List.of());
  }

  private Optional<Problem> problem(Identifier identifier) {
    switch (identifier.type()) {
      case Identifier.DNS:
        return nameProblem(identifier);
      case Identifier.IP:
        return addressProblem(identifier.value());
      default:
        return Optional.of(
            Problem.of(
                ProblemType.UNSUPPORTED_IDENTIFIER,
                "identifiers of type \"" + identifier.type() + "\"; dns or ip would be right"));
    }
  }

  private Optional<Problem> nameProblem(Identifier identifier) {
    String name = identifier.base();
    if (IpAddress.parse(name).isPresent()) {
      return malformed(name, "is an address; its type would be ip");
    }
    if (name.length() > LONGEST_NAME || !name.matches(LABEL + "(\\." + LABEL + ")+")) {
      return malformed(
          identifier.value(),
          name.indexOf('*') >= 0
              ? "has a wildcard that is not its first label"
              : "is no DNS name of two labels or more (RFC 1123, section 2.1)");
    }
    boolean refused =
        blocked.stream().anyMatch(policy -> name.equals(policy) || name.endsWith("." + policy));
    return refused
        ? Optional.of(
            Problem.of(
                ProblemType.REJECTED_IDENTIFIER,
                "the CA does not issue for \"" + name + "\" by policy"))
        : Optional.empty();
  }

  private static Optional<Problem> addressProblem(String text) {
    // RFC 8738, section 3: in the form of RFC 5952.
    boolean canonical = IpAddress.parse(text).filter(ip -> ip.toString().equals(text)).isPresent();
    return canonical ? Optional.empty() : malformed(text, "is no address as RFC 5952 writes it");
  }

  private static Optional<Problem> malformed(String value, String why) {
    return Optional.of(Problem.of(ProblemType.MALFORMED, "identifier \"" + value + "\" " + why));
  }
}
