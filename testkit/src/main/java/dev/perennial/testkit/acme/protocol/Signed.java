package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.jws.Jwk;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request whose signature was checked. Immutable.
 *
 * @param key the key that signed it
 * @param account the account of the key, or null when the key came with the request
 * @param url the URL of the request
 * @param payload the payload; empty for POST-as-GET (RFC 8555, section 6.3)
 */
record Signed(Jwk key, @Nullable Account account, String url, String payload) {
  Account requireAccount() {
    if (account == null) {
      throw Refusal.malformed("the request must be signed by \"kid\", not by \"jwk\"");
    }
    return account;
  }

  boolean isGet() {
    return payload.isEmpty();
  }

  void requireGet() {
    if (!isGet()) {
      throw Refusal.malformed(
          "this resource is read by POST-as-GET, with an empty payload (RFC 8555, section 6.3)");
    }
  }

  JsonNode json() {
    if (isGet()) {
      throw Refusal.malformed("the payload is empty; this resource needs a JSON object");
    }
    JsonNode json = Json.readObject(payload, "the payload");
    if (json.path("resource").isString()) {
      // As Pebble does in strict mode: a leftover of ACME before RFC 8555.
      throw Refusal.malformed("\"resource\" is a field of ACME v1");
    }
    return json;
  }

  /** RFC 8555, section 10.5: what belongs to another account is not shown. */
  void requireOwner(Account owner) {
    if (requireAccount() != owner) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED,
          "the account that signed the request does not own this resource");
    }
  }
}
