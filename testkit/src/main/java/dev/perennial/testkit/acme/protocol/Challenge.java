package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.validation.ChallengeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A challenge (RFC 8555, section 7.1.5). Used under the CA's lock. */
final class Challenge {
  /** RFC 8555, section 7.1.6. */
  enum Status {
    PENDING,
    PROCESSING,
    VALID,
    INVALID
  }

  final String id;
  final ChallengeType type;
  final String token;
  final Authorization authorization;
  Status status = Status.PENDING;
  @Nullable Problem error;
  @Nullable Instant validated;

  Challenge(String id, ChallengeType type, String token, Authorization authorization) {
    this.id = id;
    this.type = type;
    this.token = type == ChallengeType.DNS_PERSIST_01 ? "" : token;
    this.authorization = authorization;
  }

  /** Ends a validation (RFC 8555, section 7.1.6): the authorization follows its challenge. */
  void end(Optional<Problem> problem, Instant now, Instant validUntil) {
    validated = now;
    error = problem.orElse(null);
    status = problem.isEmpty() ? Status.VALID : Status.INVALID;
    authorization.follow(this, validUntil);
  }

  ObjectNode json(Urls urls, List<String> issuers) {
    ObjectNode json = Json.object();
    json.put("type", type.token());
    json.put("url", urls.challenge(id));
    json.put("status", Statuses.word(status));
    if (type == ChallengeType.DNS_PERSIST_01) {
      // draft-ietf-acme-dns-persist: no token, but what the record must say.
      json.put("accounturi", urls.account(authorization.account.id));
      issuers.forEach(json.withArray("issuer-domain-names")::add);
    } else {
      json.put("token", token);
    }
    if (validated != null) {
      json.put("validated", Statuses.time(validated));
    }
    if (error != null) {
      json.set("error", Json.of(error));
    }
    return json;
  }
}
