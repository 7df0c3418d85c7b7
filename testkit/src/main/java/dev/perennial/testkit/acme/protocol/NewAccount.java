package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.http.Answer.Header;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** newAccount (RFC 8555, section 7.3). */
final class NewAccount implements Resource {
  private final World world;
  private final Limiter limiter;

  NewAccount(World world, Limiter limiter) {
    this.world = world;
    this.limiter = limiter;
  }

  @Override
  public Answer answer(Signed request, String id) {
    JsonNode json = request.json();
    Account known = world.state().accountsByKey.get(request.key().thumbprint());
    if (known != null) {
      // RFC 8555, section 7.3.1: the account that there is, unchanged.
      Authentication.requireActive(known);
      return located(Replies.json(200, known.json(world.urls())), known);
    }
    if (Json.flag(json, "onlyReturnExisting")) {
      throw Refusal.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, "no account has this key");
    }
    requireAgreement(json);
    JsonNode binding = new AccountBinding(world.settings()).check(json, request);
    List<String> contacts = Contacts.read(json);
    limiter.requireRoom(RequestKind.NEW_ACCOUNT, "");
    Account account = new Account(world.state().newId(), request.key(), contacts, binding);
    world.state().add(account);
    return located(Replies.json(201, account.json(world.urls())), account);
  }

  private Answer located(Answer answer, Account account) {
    return answer.withHeader("Location", world.urls().account(account.id));
  }

  /** RFC 8555, section 7.3: a server with terms may ask for agreement to them. */
  private void requireAgreement(JsonNode json) {
    @Nullable String terms = world.settings().termsOfService();
    if (terms != null && !Json.flag(json, "termsOfServiceAgreed")) {
      throw new Refusal(
          Problem.of(
              ProblemType.USER_ACTION_REQUIRED,
              "the terms of service must be agreed to: \"termsOfServiceAgreed\": true"),
          List.of(new Header("Link", Replies.link(terms, "terms-of-service"))));
    }
  }
}
