package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** An authorization (RFC 8555, section 7.1.4). Used under the CA's lock. */
final class Authorization {
  /** RFC 8555, section 7.1.6. */
  enum Status {
    PENDING,
    VALID,
    INVALID,
    DEACTIVATED,
    EXPIRED
  }

  final String id;
  final Account account;
  final Identifier identifier;
  final List<Challenge> challenges = new ArrayList<>();
  private Status status = Status.PENDING;
  private Instant expires;

  Authorization(String id, Account account, Identifier identifier, Instant expires) {
    this.id = id;
    this.account = account;
    this.identifier = identifier;
    this.expires = expires;
  }

  /** Returns the status at a time (RFC 8555, section 7.1.6). */
  Status status(Instant now) {
    boolean over = now.isAfter(expires);
    if (over && status == Status.VALID) {
      return Status.EXPIRED;
    }
    return over && status == Status.PENDING ? Status.INVALID : status;
  }

  void deactivate() {
    status = Status.DEACTIVATED;
  }

  /** Takes the end of a validation, unless it was decided before. */
  void follow(Challenge challenge, Instant validUntil) {
    if (status == Status.PENDING) {
      boolean valid = challenge.status == Challenge.Status.VALID;
      status = valid ? Status.VALID : Status.INVALID;
      expires = valid ? validUntil : expires;
    }
  }

  boolean isBeingValidated() {
    return challenges.stream().anyMatch(c -> c.status == Challenge.Status.PROCESSING);
  }

  /** Returns the problem of the challenge that failed. */
  Optional<Problem> error() {
    return challenges.stream().flatMap(c -> Stream.ofNullable(c.error)).findFirst();
  }

  ObjectNode json(Urls urls, List<String> issuers, Instant now) {
    ObjectNode json = Json.object();
    Status shown = status(now);
    json.put("status", Statuses.word(shown));
    json.put("expires", Statuses.time(expires));
    // RFC 8555, section 7.1.4: without "*." and with "wildcard".
    json.set("identifier", Json.of(new Identifier(identifier.type(), identifier.base())));
    if (identifier.isWildcard()) {
      json.put("wildcard", true);
    }
    // RFC 8555, section 7.1.4: once final, only the challenge that made it so.
    List<Challenge> decided =
        challenges.stream()
            .filter(c -> c.status == Challenge.Status.VALID || c.error != null)
            .toList();
    for (Challenge challenge : shown == Status.PENDING ? challenges : decided) {
      json.withArray("challenges").add(challenge.json(urls, issuers));
    }
    json.withArray("challenges");
    return json;
  }
}
