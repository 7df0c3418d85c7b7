package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.http.Answer;
import dev.perennial.testkit.acme.http.Request;
import dev.perennial.testkit.acme.pki.Hierarchy;
import dev.perennial.testkit.acme.problem.Problem;
import dev.perennial.testkit.acme.problem.ProblemType;
import dev.perennial.testkit.acme.problem.Refusal;
import dev.perennial.testkit.acme.protocol.Urls.Route;
import dev.perennial.testkit.acme.traffic.FaultPlan;
import dev.perennial.testkit.acme.traffic.RequestKind;
import dev.perennial.testkit.acme.validation.Validator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The CA behind its front: one lock around the state, and the rules that hold for each request (RFC
 * 8555, sections 6.1 to 6.5). Safe for use by several threads.
 */
public final class CaServer {
  private final World world;
  private final Nonces nonces;
  private final Authentication authentication;
  private final Validations validations;
  private final Directory directory;
  private final RenewalInfo renewalInfo;
  private final Map<RequestKind, Resource> resources = new EnumMap<>(RequestKind.class);

  /**
   * Makes a CA that knows nobody.
   *
   * @param port the port of its URLs
   * @param threads where validations look
   * @param random where names, tokens and nonces come from
   */
  public CaServer(
      int port,
      InstantSource clock,
      Settings settings,
      FaultPlan faults,
      Hierarchy hierarchy,
      Validator validator,
      Executor threads,
      SecureRandom random) {
    State state = new State(random);
    this.world = new World(clock, settings, state, new Urls(port), faults, hierarchy);
    this.nonces = new Nonces(state::newId);
    this.authentication = new Authentication(state, world.urls(), nonces, faults);
    this.validations = new Validations(world, validator, threads);
    this.directory = new Directory(world);
    this.renewalInfo = new RenewalInfo(world);
    Limiter limiter = new Limiter(world);
    resources.put(RequestKind.NEW_ACCOUNT, new NewAccount(world, limiter));
    resources.put(RequestKind.ACCOUNT, new AccountResource(world));
    resources.put(RequestKind.ORDERS, new OrderList(world));
    resources.put(RequestKind.KEY_CHANGE, new KeyChange(world));
    resources.put(RequestKind.NEW_ORDER, new NewOrder(world, limiter));
    resources.put(RequestKind.ORDER, new OrderResource(world));
    resources.put(RequestKind.FINALIZE, new Finalize(world));
    resources.put(RequestKind.AUTHORIZATION, new AuthorizationResource(world));
    resources.put(RequestKind.CHALLENGE, new ChallengeResource(world, validations));
    resources.put(RequestKind.CERTIFICATE, new CertificateResource(world));
    resources.put(RequestKind.REVOKE_CERT, new Revocation(world));
  }

  /** Returns the URL of the directory. */
  public String directoryUrl() {
    return world.urls().directory();
  }

  Route route(String path) {
    return world.urls().route(path);
  }

  /** Returns the looks to wait for before a request is answered. */
  synchronized List<CompletableFuture<?>> looks(Request request, Route route) {
    return request.isPost() ? validations.poll(polled(route)) : List.of();
  }

  /** Returns the authorizations that a client asks about. */
  private List<Authorization> polled(Route route) {
    State state = world.state();
    switch (route.kind()) {
      case AUTHORIZATION:
        return Optional.ofNullable(state.authorizations.get(route.id())).stream().toList();
      case CHALLENGE:
        return Optional.ofNullable(state.challenges.get(route.id())).stream()
            .map(challenge -> challenge.authorization)
            .toList();
      case ORDER, FINALIZE:
        return Optional.ofNullable(state.orders.get(route.id())).stream()
            .flatMap(order -> order.authorizations.stream())
            .toList();
      default:
        return List.of();
    }
  }

  /** Answers a request. */
  synchronized Answer answer(Request request, Route route) {
    validations.settle();
    Answer answer;
    try {
      answer = dispatch(request, route);
    } catch (Refusal refusal) {
      answer = Replies.refusal(refusal);
    } catch (RuntimeException e) {
      Problem problem = Problem.of(ProblemType.SERVER_INTERNAL, "the test CA broke: " + e);
      answer = Replies.refusal(problem.refusal());
    }
    return withHeaders(answer, request, route.kind());
  }

  private Answer dispatch(Request request, Route route) {
    if (request.header("User-Agent").isEmpty()) {
      // RFC 8555, section 6.1.
      throw Refusal.malformed("clients must send a User-Agent header");
    }
    switch (route.kind()) {
      case DIRECTORY:
        requireRead(request, route.kind());
        return directory.answer();
      case NEW_NONCE:
        requireRead(request, route.kind());
        // RFC 8555, section 7.2: 200 for HEAD, 204 for GET.
        return Answer.of(request.method().equals("HEAD") ? 200 : 204);
      case RENEWAL_INFO:
        requireMethod(request, "GET", "HEAD");
        return renewalInfo.answer(route.id());
      case OTHER:
        throw Refusal.notFound("there is nothing at " + request.path());
      default:
        requireMethod(request, "POST");
        Signed signed = authentication.check(request, route.kind());
        return Objects.requireNonNull(resources.get(route.kind())).answer(signed, route.id());
    }
  }

  /** RFC 8555, section 6.3: directory and newNonce by GET, and by POST-as-GET too. */
  private void requireRead(Request request, RequestKind kind) {
    requireMethod(request, "GET", "HEAD", "POST");
    if (request.isPost()) {
      authentication.check(request, kind).requireGet();
    }
  }

  private static void requireMethod(Request request, String... allowed) {
    if (!List.of(allowed).contains(request.method())) {
      // RFC 8555, section 6.3: status 405.
      throw new Refusal(
          Problem.of(
                  ProblemType.MALFORMED,
                  "method " + request.method() + "; " + String.join(", ", allowed) + " is allowed")
              .withStatus(405),
          List.of(new Answer.Header("Allow", String.join(", ", allowed))));
    }
  }

  private Answer withHeaders(Answer answer, Request request, RequestKind kind) {
    Answer full =
        answer
            .withHeader("Date", Replies.date(world.now()))
            .withHeader("Cache-Control", kind == RequestKind.DIRECTORY ? "no-cache" : "no-store");
    if (kind != RequestKind.DIRECTORY) {
      // RFC 8555, section 7.1: on all resources but the directory.
      full = Replies.withLink(full, world.urls().directory(), "index");
    }
    // RFC 8555, sections 6.5 and 7.2.
    return request.isPost() || kind == RequestKind.NEW_NONCE
        ? full.withHeader("Replay-Nonce", nonces.next())
        : full;
  }

  /** Gives what a test may look at and change. */
  public synchronized <T> T look(Function<Records, T> question) {
    return question.apply(new Records(world, validations, nonces));
  }
}
