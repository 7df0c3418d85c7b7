package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.protocol.Authorization.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An order (RFC 8555, section 7.1.3). Used under the CA's lock. */
final class Order {
  /** RFC 8555, section 7.1.6. */
  enum State {
    PENDING,
    READY,
    PROCESSING,
    VALID,
    INVALID
  }

  final String id;
  final Account account;
  final NewOrder.Wish wish;
  final Instant expires;
  final List<Authorization> authorizations = new ArrayList<>();
  private @Nullable IssuedCertificate certificate;
  private int pollsLeft;
  private boolean finalized;

  Order(String id, Account account, NewOrder.Wish wish, Instant expires) {
    this.id = id;
    this.account = account;
    this.wish = wish;
    this.expires = expires;
  }

  /** Takes the certificate, which is shown after so many polls more. */
  void finish(IssuedCertificate issued, int polls) {
    finalized = true;
    certificate = issued;
    pollsLeft = polls;
  }

  void poll() {
    pollsLeft = Math.max(0, pollsLeft - 1);
  }

  /** Returns the state at a time (RFC 8555, section 7.1.6). */
  State state(Instant now) {
    if (finalized) {
      return pollsLeft > 0 ? State.PROCESSING : State.VALID;
    }
    if (now.isAfter(expires) || authorizations.stream().anyMatch(a -> isLost(a.status(now)))) {
      return State.INVALID;
    }
    boolean ready = authorizations.stream().allMatch(a -> a.status(now) == Status.VALID);
    return ready ? State.READY : State.PENDING;
  }

  private static boolean isLost(Status status) {
    return status != Status.PENDING && status != Status.VALID;
  }

  Optional<IssuedCertificate> certificate(Instant now) {
    return state(now) == State.VALID ? Optional.ofNullable(certificate) : Optional.empty();
  }

  List<Identifier> identifiers() {
    return wish.identifiers();
  }

  ObjectNode json(Urls urls, Instant now) {
    ObjectNode json = Json.object();
    State state = state(now);
    json.put("status", Statuses.word(state));
    json.put("expires", Statuses.time(expires));
    identifiers().forEach(identifier -> json.withArray("identifiers").add(Json.of(identifier)));
    json.put("profile", wish.profile());
    if (wish.notBefore() != null) {
      json.put("notBefore", Statuses.time(wish.notBefore()));
    }
    if (wish.notAfter() != null) {
      json.put("notAfter", Statuses.time(wish.notAfter()));
    }
    if (wish.replaces() != null) {
      // RFC 9773, section 5: shown when it was accepted.
      json.put("replaces", wish.replaces());
    }
    if (state == State.INVALID) {
      error().ifPresent(problem -> json.set("error", Json.of(problem)));
    }
    authorizations.forEach(a -> json.withArray("authorizations").add(urls.authorization(a.id)));
    json.put("finalize", urls.finalize(id));
    certificate(now).ifPresent(issued -> json.put("certificate", urls.certificate(issued.id())));
    return json;
  }

  /** RFC 8555, section 6.7.1: one subproblem for each identifier that failed. */
  private Optional<Problem> error() {
    return Problem.join(authorizations.stream().flatMap(a -> a.error().stream()).toList());
  }
}
