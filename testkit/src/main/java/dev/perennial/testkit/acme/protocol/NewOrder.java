package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.jws.Json;
import dev.perennial.testkit.acme.problem.Identifier;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Authorization.Status;
import dev.perennial.testkit.acme.protocol.Settings.Profile;
import dev.perennial.testkit.acme.protocol.Settings.Reuse;
import dev.perennial.testkit.acme.traffic.RequestKind;
import dev.perennial.testkit.acme.validation.ChallengeType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** newOrder (RFC 8555, section 7.4; RFC 9773, section 5; draft-ietf-acme-profiles, section 4). */
final class NewOrder implements Resource {
  /**
   * What a client asks for. Immutable.
   *
   * @param identifiers the names and addresses
   * @param profile the name of the profile
   * @param notBefore when the certificate begins, or null for now
   * @param notAfter when it ends, or null for the end of the profile's validity
   * @param replaces the certificate that it follows, or null
   */
  record Wish(
      List<Identifier> identifiers,
      String profile,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Nullable String replaces) {}

  private final World world;
  private final Limiter limiter;
  private final Replacements replacements;

  NewOrder(World world, Limiter limiter) {
    this.world = world;
    this.limiter = limiter;
    this.replacements = new Replacements(world);
  }

  @Override
  public Answer answer(Signed request, String id) {
    Account account = request.requireAccount();
    Wish wish = wish(request.json());
    Optional<IssuedCertificate> replaced = replacements.find(wish, account);
    limiter.requireRoom(RequestKind.NEW_ORDER, account.id);
    Instant expires = world.now().plus(world.settings().pendingLifetime());
    Order order = new Order(world.state().newId(), account, wish, expires);
    for (Identifier identifier : wish.identifiers()) {
      order.authorizations.add(
          reusable(account, identifier).orElseGet(() -> create(account, identifier, expires)));
    }
    world.state().shuffle(order.authorizations);
    world.state().orders.put(order.id, order);
    account.orders.add(order);
    replaced.ifPresent(certificate -> certificate.replaceWith(order));
    return Replies.json(201, order.json(world.urls(), world.now()))
        .withHeader("Location", world.urls().order(order.id));
  }

  private Wish wish(JsonNode json) {
    List<Identifier> identifiers = new Identifiers(world.settings().blocked()).read(json);
    String name = Json.text(json, "profile").orElse(world.settings().defaultProfile());
    Profile profile = world.settings().profiles().get(name);
    if (profile == null) {
      throw Refusal.of(
          ProblemType.INVALID_PROFILE,
          "there is no profile \""
              + name
              + "\"; one of "
              + world.settings().profiles().keySet()
              + " would be right");
    }
    if (!profile.addresses() && identifiers.stream().anyMatch(Identifier::isIp)) {
      throw Refusal.of(
          ProblemType.REJECTED_IDENTIFIER,
          "profile \"" + name + "\" does not permit ip type identifiers");
    }
    Instant notBefore = time(json, "notBefore");
    Instant notAfter = time(json, "notAfter");
    requireDates(notBefore, notAfter);
    return new Wish(
        identifiers, name, notBefore, notAfter, Json.text(json, "replaces").orElse(null));
  }

  private void requireDates(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    if (notBefore == null && notAfter == null) {
      return;
    }
    if (!world.settings().validityDates()) {
      throw Refusal.malformed("notBefore and notAfter are not supported");
    }
    Instant start = notBefore == null ? world.now() : notBefore;
    if (notAfter != null && (!notAfter.isAfter(start) || !notAfter.isAfter(world.now()))) {
      throw Refusal.malformed("notAfter must lie after notBefore and after now");
    }
    if (notAfter != null && notAfter.isAfter(world.hierarchy().end())) {
      throw Refusal.malformed("notAfter lies after the end of the CA: " + world.hierarchy().end());
    }
  }

  private static @Nullable Instant time(JsonNode json, String name) {
    String text = Json.text(json, name).orElse("");
    try {
      // RFC 3339 with any offset.
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.malformed("\"" + name + "\" is no time of RFC 3339: " + text);
    }
  }

  private Optional<Authorization> reusable(Account account, Identifier identifier) {
    Reuse reuse = world.settings().reuse();
    return world.state().authorizations.values().stream()
        .filter(a -> a.account == account && a.identifier.equals(identifier))
        .filter(
            a ->
                a.status(world.now()) == Status.VALID && reuse != Reuse.NONE
                    || a.status(world.now()) == Status.PENDING && reuse == Reuse.PENDING_AND_VALID)
        .findFirst();
  }

  private Authorization create(Account account, Identifier identifier, Instant expires) {
    State state = world.state();
    Authorization authorization = new Authorization(state.newId(), account, identifier, expires);
    for (ChallengeType type : ChallengeType.of(identifier)) {
      Challenge challenge = new Challenge(state.newId(), type, state.newId(), authorization);
      authorization.challenges.add(challenge);
      state.challenges.put(challenge.id, challenge);
    }
    state.shuffle(authorization.challenges);
    state.authorizations.put(authorization.id, authorization);
    return authorization;
  }
}
