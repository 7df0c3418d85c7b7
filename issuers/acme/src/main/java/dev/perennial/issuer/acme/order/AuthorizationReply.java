package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.Problems;
import dev.perennial.issuer.acme.client.Reply;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.config.SolverPicker;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * An authorization object as the server answered it (RFC 8555, section 7.1.4). Immutable.
 *
 * @param state what is kept of it
 * @param challenges the challenges that the server offers
 */
record AuthorizationReply(AuthorizationState state, List<JSON> challenges) {
  static AuthorizationReply of(String url, Reply reply) {
    JSON body = reply.body();
    JSON identifier = body.get("identifier").asObject();
    List<JSON> challenges = new ArrayList<>();
    for (JSON.Value value : body.get("challenges").asArray()) {
      challenges.add(value.asObject());
    }
    return new AuthorizationReply(
        new AuthorizationState(
            url,
            body.get("status").asString(),
            identifier.get("type").asString(),
            identifier.get("value").asString(),
            body.get("wildcard").map(JSON.Value::asBoolean).orElse(false),
            null,
            null,
            0),
        challenges);
  }

  /** Returns the challenge to solve, and with which solver; empty when there is none. */
  Optional<ChallengeState> choose(
      List<Solver> solvers, Map<String, String> labels, Set<Solver.Kind> usable) {
    Set<String> offered =
        types().stream()
            .filter(t -> usable.stream().anyMatch(k -> k.challengeType().equals(t)))
            .collect(Collectors.toSet());
    return SolverPicker.pick(solvers, state.name(), labels, offered)
        .flatMap(
            index ->
                challenges.stream()
                    .filter(c -> typeOf(c).equals(solvers.get(index).kind().challengeType()))
                    .findFirst()
                    .map(c -> chosen(c, index)));
  }

  private static ChallengeState chosen(JSON challenge, int solver) {
    return ChallengeState.chosen(
        typeOf(challenge),
        challenge.get("url").asString(),
        challenge.get("token").map(JSON.Value::asString).orElse(""),
        issuerDomains(challenge),
        solver);
  }

  /** Returns whether the server was not asked to look at a challenge yet. */
  boolean isUntouched(String challengeUrl) {
    return state.isPending()
        && challenges.stream()
            .filter(
                c ->
                    c.get("url").map(JSON.Value::asString).filter(challengeUrl::equals).isPresent())
            .allMatch(c -> c.get("status").map(JSON.Value::asString).orElse("").equals("pending"));
  }

  /** draft-ietf-acme-dns-persist, section 3.1. */
  private static List<String> issuerDomains(JSON challenge) {
    List<String> names = new ArrayList<>();
    for (JSON.Value name : challenge.get("issuer-domain-names").asArray()) {
      names.add(name.asString());
    }
    return names;
  }

  /** Returns why the authorization came to nothing, with the problems of its challenges. */
  String failure() {
    String problems =
        challenges.stream()
            .filter(c -> c.contains("error"))
            .map(c -> typeOf(c) + ": " + Problems.text(c.get("error").asProblem(base())))
            .collect(Collectors.joining("; "));
    return "authorization of "
        + state.name()
        + " is "
        + state.status()
        + (problems.isEmpty() ? "" : ": " + problems);
  }

  /** Returns what to say when no solver fits. */
  String noSolver() {
    return "no solver of the issuer fits "
        + state.name()
        + ", for which the server offers "
        + types()
        + ": give spec.acme.solvers one that does, without a selector or with one that names it";
  }

  private Set<String> types() {
    return challenges.stream()
        .map(AuthorizationReply::typeOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String typeOf(JSON challenge) {
    return challenge.get("type").map(JSON.Value::asString).orElse("");
  }

  private static java.net.URL base() {
    try {
      return URI.create("https://acme.invalid/").toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
