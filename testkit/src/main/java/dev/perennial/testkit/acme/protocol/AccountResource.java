package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Authorization.Status;
import tools.jackson.databind.JsonNode;

/** An account: read, changed (RFC 8555, section 7.3.2) or deactivated (section 7.3.6). */
final class AccountResource implements Resource {
  private final World world;

  AccountResource(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    Account account = request.requireAccount();
    if (!account.id.equals(id)) {
      throw Refusal.of(
          ProblemType.UNAUTHORIZED, "the account that signed the request is not this one");
    }
    if (!request.isGet()) {
      change(account, request.json());
    }
    return Replies.json(200, account.json(world.urls()));
  }

  /** All fields but these are ignored, as section 7.3.2 asks. */
  private void change(Account account, JsonNode json) {
    if (json.isEmpty()) {
      // As Pebble: an empty object is a read of ACME v1.
      throw Refusal.malformed("an account is read by POST-as-GET, with an empty payload");
    }
    if (json.has("contact")) {
      account.contacts = Contacts.read(json);
    }
    if (json.path("status").asString("").equals("deactivated")) {
      account.deactivated = true;
      world.state().authorizations.values().stream()
          .filter(authorization -> authorization.account == account)
          .filter(authorization -> authorization.status(world.now()) == Status.PENDING)
          .forEach(Authorization::deactivate);
    }
  }
}
