package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Authorization.Status;
import java.util.Optional;

/** An authorization: read (RFC 8555, section 7.5) or deactivated (section 7.5.2). */
final class AuthorizationResource implements Resource {
  private final World world;

  AuthorizationResource(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    Authorization authorization = world.state().authorizations.get(id);
    if (authorization == null) {
      throw Refusal.notFound("there is no authorization " + id);
    }
    request.requireOwner(authorization.account);
    if (!request.isGet()) {
      deactivate(authorization, Json.text(request.json(), "status"));
    }
    Answer answer =
        Replies.json(
            200, authorization.json(world.urls(), world.settings().caaIdentities(), world.now()));
    boolean waits =
        authorization.status(world.now()) == Status.PENDING && authorization.isBeingValidated();
    // RFC 8555, section 7.5.1: Retry-After while it is validated.
    return waits ? world.retryAfter(answer, world.settings().retryAfterAuthorization()) : answer;
  }

  private void deactivate(Authorization authorization, Optional<String> status) {
    Status now = authorization.status(world.now());
    boolean open = now == Status.PENDING || now == Status.VALID;
    if (!status.equals(Optional.of("deactivated")) || !open) {
      throw Refusal.malformed(
          "a pending or valid authorization can be deactivated, and nothing else; this one is "
              + Statuses.word(now));
    }
    authorization.deactivate();
  }
}
