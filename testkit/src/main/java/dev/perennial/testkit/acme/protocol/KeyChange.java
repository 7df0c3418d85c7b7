package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.http.Answer.Header;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.jws.Jwk;
import dev.perennial.testkit.acme.jws.Jws;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Account key rollover (RFC 8555, section 7.3.5), its checks in the order of the section. */
final class KeyChange implements Resource {
  private final World world;

  KeyChange(World world) {
    this.world = world;
  }

  @Override
  public Answer answer(Signed request, String id) {
    Account account = request.requireAccount();
    Jws inner = Jws.read(request.json());
    if (inner.has("kid")) {
      throw Refusal.malformed("the inner JWS must have \"jwk\", not \"kid\"");
    }
    Jwk newKey = inner.jwk();
    inner.verify(newKey);
    if (!inner.header("url").equals(Optional.of(request.url()))) {
      throw Refusal.malformed("\"url\" of the inner JWS must be that of the outer one");
    }
    if (inner.has("nonce")) {
      throw Refusal.malformed("the inner JWS must not have a nonce");
    }
    JsonNode change = Json.readObject(inner.payload(), "the payload of the inner JWS");
    String url = Json.requireText(change, "account", "the key change");
    if (!url.equals(world.urls().account(account.id))) {
      throw Refusal.malformed("\"account\" is " + url + ", not the account that signed");
    }
    if (!Jwk.read(change.path("oldKey")).matches(account.key)) {
      throw Refusal.malformed("\"oldKey\" is not the key of the account");
    }
    requireUnused(newKey);
    world.state().accountsByKey.remove(account.key.thumbprint());
    account.key = newKey;
    world.state().add(account);
    return Replies.json(200, account.json(world.urls()));
  }

  /** Status 409 with the account that has the key. */
  private void requireUnused(Jwk newKey) {
    Account other = world.state().accountsByKey.get(newKey.thumbprint());
    if (other != null) {
      throw new Refusal(
          Problem.of(ProblemType.MALFORMED, "an account has the new key already").withStatus(409),
          List.of(new Header("Location", world.urls().account(other.id))));
    }
  }
}
