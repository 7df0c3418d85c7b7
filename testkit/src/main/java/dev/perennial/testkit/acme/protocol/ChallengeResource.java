package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Authorization.Status;

/** A challenge: read, or answered, which starts the validation (RFC 8555, section 7.5.1). */
final class ChallengeResource implements Resource {
  private final World world;
  private final Validations validations;

  ChallengeResource(World world, Validations validations) {
    this.world = world;
    this.validations = validations;
  }

  @Override
  public Answer answer(Signed request, String id) {
    Challenge challenge = world.state().challenges.get(id);
    if (challenge == null) {
      throw Refusal.notFound("there is no challenge " + id);
    }
    Authorization authorization = challenge.authorization;
    request.requireOwner(authorization.account);
    if (!request.isGet()) {
      start(request, challenge);
    }
    Answer answer =
        Replies.json(200, challenge.json(world.urls(), world.settings().caaIdentities()));
    answer = Replies.withLink(answer, world.urls().authorization(authorization.id), "up");
    return challenge.status == Challenge.Status.PROCESSING
        ? world.retryAfter(answer, world.settings().retryAfterAuthorization())
        : answer;
  }

  private void start(Signed request, Challenge challenge) {
    if (!request.json().isEmpty()) {
      // RFC 8555, section 8.3: the answer to each of these challenges is an empty object.
      throw Refusal.malformed("a challenge is answered with \"{}\"");
    }
    if (challenge.status == Challenge.Status.PROCESSING) {
      // RFC 8555, section 8.2: a client may ask for another look; this one goes on.
      return;
    }
    Status status = challenge.authorization.status(world.now());
    if (challenge.status != Challenge.Status.PENDING || status != Status.PENDING) {
      throw Refusal.malformed(
          "the challenge is "
              + Statuses.word(challenge.status)
              + " and its authorization "
              + Statuses.word(status)
              + "; only a pending challenge can be answered");
    }
    validations.start(challenge);
  }
}
