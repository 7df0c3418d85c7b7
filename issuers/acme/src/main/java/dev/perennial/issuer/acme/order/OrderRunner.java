package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.issuer.acme.client.AccountLogin;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** Takes the next step of one order. Safe for use by several threads for different requests. */
public final class OrderRunner {
  /** How often the answer to a challenge is looked for (cert-manager: DNS01CheckRetryPeriod). */
  private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);

  /** More orders for one request than a server that forgets them deserves. */
  private static final int MOST_ORDERS = 3;

  private final AcmeClient client;
  private final AcmeConfig config;
  private final InstantSource clock;
  private final Map<Solver.Kind, Presenter> presenters;
  private final ChallengeSlots slots;
  private final NewOrders newOrders;

  /** Makes a runner for the orders of one issuer. */
  public OrderRunner(
      AcmeClient client,
      AcmeConfig config,
      InstantSource clock,
      Map<Solver.Kind, Presenter> presenters,
      Limits limits) {
    this.slots = new ChallengeSlots(limits.challenges());
    this.newOrders = new NewOrders(limits.newOrders(), limits.window());
    this.client = client;
    this.config = config;
    this.clock = clock;
    this.presenters = Map.copyOf(presenters);
  }

  /**
   * Takes the next step.
   *
   * @throws AcmeFault when the server cannot be spoken to, or cannot answer now
   * @throws dev.perennial.spi.IssuerException when a solver cannot show or take back an answer
   */
  public SigningStep next(
      SigningRequest request, Optional<Checkpoint> checkpoint, AccountLogin account) {
    OrderState state =
        checkpoint.map(Checkpoint::text).flatMap(OrderCodec::read).orElse(OrderState.NEW);
    CertificateSigningRequest csr;
    try {
      csr = SigningRequests.parsePem(request.csrPem());
    } catch (PkiException e) {
      return SigningStep.Refused.failed("RequestParsingError", String.valueOf(e.getMessage()));
    }
    Optional<String> problem = Identifiers.problem(csr);
    if (problem.isPresent()) {
      return SigningStep.Refused.failed("InvalidOrder", problem.get());
    }
    return new OneStep(state, request, csr, account).take();
  }

  /** Returns the step after the account was lost: what it had ordered is ordered anew. */
  public SigningStep afterLostAccount(Optional<Checkpoint> checkpoint) {
    OrderState state =
        checkpoint.map(Checkpoint::text).flatMap(OrderCodec::read).orElse(OrderState.NEW);
    return new SigningStep.Pending(
        Checkpoint.of(OrderCodec.write(state.url().isEmpty() ? state : state.lost())),
        clock.instant(),
        "AccountLost",
        "the server no longer knew the account; it was registered anew");
  }

  /** One step of one order. Not safe for use by several threads. */
  private final class OneStep {
    private final OrderState state;
    private final SigningRequest request;
    private final CertificateSigningRequest csr;
    private final AccountLogin account;
    private final Instant now = clock.instant();

    OneStep(
        OrderState state,
        SigningRequest request,
        CertificateSigningRequest csr,
        AccountLogin account) {
      this.state = state;
      this.request = request;
      this.csr = csr;
      this.account = account;
    }

    SigningStep take() {
      slots.note(state, now);
      OrderTask task = OrderPlan.next(state, now, a -> slots.isFree(a, now));
      try {
        return perform(task);
      } catch (AcmeProtocolException e) {
        throw AcmeFault.garbled(
            "the server does not answer as an ACME server: " + e.getMessage(), e);
      } catch (AcmeFault fault) {
        if (fault.kind() == AcmeFault.Kind.RATE_LIMITED) {
          newOrders.limited(fault, now);
        }
        if (fault.isTransient() || fault.is("accountDoesNotExist")) {
          throw fault;
        }
        return refused(task, fault);
      }
    }

    private SigningStep perform(OrderTask task) {
      if (solverIsGone(task)) {
        return fail("the solver that had begun is no longer one of the issuer's");
      }
      if (task instanceof OrderTask.Place) {
        return place();
      }
      if (task instanceof OrderTask.ReadAuthorization read) {
        return readAuthorization(read.index());
      }
      if (task instanceof OrderTask.Present present) {
        return present(present.index());
      }
      if (task instanceof OrderTask.CheckAndAccept check) {
        return checkAndAccept(check.index());
      }
      if (task instanceof OrderTask.PollAuthorization poll) {
        return pollAuthorization(poll.index());
      }
      if (task instanceof OrderTask.CleanUp cleanUp) {
        return cleanUp(cleanUp.index());
      }
      if (task instanceof OrderTask.Finalize) {
        return sendCsr();
      }
      if (task instanceof OrderTask.PollOrder) {
        return pollOrder();
      }
      if (task instanceof OrderTask.Download) {
        return download();
      }
      if (task instanceof OrderTask.Wait wait) {
        return pending(state, wait.until(), "OrderPending", waitingFor());
      }
      return SigningStep.Refused.failed("OrderFailed", state.failure());
    }

    /** What the server refuses ends the order, unless it no longer knows of it. */
    private SigningStep refused(OrderTask task, AcmeFault fault) {
      boolean forgotten =
          !state.url().isEmpty()
              && state.placed() < MOST_ORDERS
              && (fault.status() == 404 || fault.is("malformed") && task.isRead());
      if (forgotten) {
        return pending(
            state.lost(),
            now,
            "OrderLost",
            "the server no longer knows the order; it is placed anew");
      }
      if (task instanceof OrderTask.Finalize && fault.status() == 403) {
        return onward(afterRefusal().ofCsr(fault));
      }
      if (task instanceof OrderTask.CheckAndAccept accept) {
        return onward(afterRefusal().ofChallenge(accept.index(), fault));
      }
      if (task instanceof OrderTask.Place
          && Replaces.isRefused(fault)
          && Replaces.in(state, config, client, request).isPresent()) {
        String why = "the order is placed without the certificate that it replaces: ";
        return pending(state.withoutReplaces(), now, "OrderPending", why + fault.getMessage());
      }
      return fail(task.failure() + ": " + fault.getMessage());
    }

    private AfterRefusal afterRefusal() {
      return new AfterRefusal(client, account, state, now);
    }

    private SigningStep fail(String why) {
      return fail(state, why);
    }

    private SigningStep fail(OrderState seen, String why) {
      return pending(seen.failed(why), now, "OrderPending", why);
    }

    private SigningStep place() {
      if (state.placed() >= MOST_ORDERS) {
        return SigningStep.Refused.failed(
            "OrderFailed", "the server lost " + MOST_ORDERS + " orders of this request");
      }
      String newOrder =
          client
              .directoryEntry("newOrder")
              .orElseThrow(() -> AcmeFault.garbled("the directory has no newOrder", null));
      Optional<Instant> turn = newOrders.waitUntil(now);
      if (turn.isPresent()) {
        return pending(
            state, turn.get(), "OrderPending", "no order may be placed before " + turn.get());
      }
      JSONBuilder claims = OrderClaims.order(csr, config, request, now);
      Replaces.in(state, config, client, request).ifPresent(id -> claims.put("replaces", id));
      OrderReply order = OrderReply.of(client.post(account, newOrder, claims));
      OrderState placed =
          state.placedAt(order.requireUrl(), order.finalizeUrl(), order.authorizations());
      return pending(placed, now, "OrderCreated", "Created Order " + placed.url());
    }

    private SigningStep readAuthorization(int index) {
      String url = state.authorizations().get(index).url();
      AuthorizationReply reply = AuthorizationReply.of(url, client.read(account, url));
      AuthorizationState read = reply.state();
      if (read.isValid()) {
        return onward(state.with(index, read));
      }
      if (!read.isPending()) {
        return fail(state.with(index, read), reply.failure());
      }
      Optional<ChallengeState> chosen =
          reply.choose(config.solvers(), request.resource().meta().labels(), usable());
      if (chosen.isEmpty()) {
        return fail(state.with(index, read), reply.noSolver());
      }
      return onward(state.with(index, read.with(chosen.get())));
    }

    private Set<Solver.Kind> usable() {
      return presenters.keySet();
    }

    private SigningStep present(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      ChallengeState challenge = requireChallenge(authorization);
      if (!slots.take(authorization, now)) {
        return pending(state, now.plus(OrderPlan.TURN_PERIOD), "OrderPending", waitingFor());
      }
      presenter(challenge).present(answer(authorization, challenge));
      ChallengeState presented = challenge.presented(now);
      Optional<Duration> wait = solver(challenge).fixedWait();
      return onward(
          state.with(
              index,
              authorization.with(
                  wait.map(w -> presented.checkedAgainAt(now.plus(w))).orElse(presented))));
    }

    private SigningStep checkAndAccept(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      ChallengeState challenge = requireChallenge(authorization);
      Optional<String> unseen =
          solver(challenge).fixedWait().isPresent()
              ? Optional.empty()
              : presenter(challenge).check(answer(authorization, challenge));
      if (unseen.isPresent()) {
        Instant next = now.plus(CHECK_PERIOD);
        return pending(
            state.with(index, authorization.with(challenge.checkedAgainAt(next))),
            next,
            "OrderPending",
            "Waiting for " + challenge.type() + " challenge propagation: " + unseen.get());
      }
      Reply reply = client.post(account, challenge.url(), new JSONBuilder());
      if (!reply.body().contains("status")) {
        throw AcmeFault.garbled("the answer to a challenge is no challenge object", null);
      }
      Instant poll = Polling.next(now, 0, reply.retryAt());
      return onward(state.with(index, authorization.with(challenge.accepted()).firstPollAt(poll)));
    }

    private SigningStep pollAuthorization(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      Reply answer = client.read(account, authorization.url());
      AuthorizationReply reply = AuthorizationReply.of(authorization.url(), answer);
      String status = reply.state().status();
      Instant poll = Polling.next(now, authorization.polls() + 1, answer.retryAt());
      OrderState seen = state.with(index, authorization.seen(status, poll));
      if (status.equals("valid") || status.equals("pending")) {
        return onward(seen);
      }
      return fail(seen, reply.failure());
    }

    private SigningStep cleanUp(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      ChallengeState challenge = requireChallenge(authorization);
      if (hasSolver(challenge)) {
        presenter(challenge).cleanUp(answer(authorization, challenge));
      }
      return onward(state.with(index, authorization.with(challenge.cleaned())));
    }

    private SigningStep sendCsr() {
      Reply answer = client.post(account, state.finalizeUrl(), OrderClaims.csr(request));
      OrderReply order = OrderReply.of(answer);
      if (order.isInvalid()) {
        return fail(order.failure());
      }
      OrderState sent = state.afterFinalize(Polling.next(now, 0, answer.retryAt()));
      return onward(order.certificateUrl().isEmpty() ? sent : sent.issued(order.certificateUrl()));
    }

    private SigningStep pollOrder() {
      Reply answer = client.read(account, state.url());
      OrderReply order = OrderReply.of(answer);
      if (order.isInvalid()) {
        return fail(order.failure());
      }
      if (!order.certificateUrl().isEmpty()) {
        return onward(state.issued(order.certificateUrl()));
      }
      if (order.isReady()) {
        return onward(state.ready());
      }
      return onward(state.polled(Polling.next(now, state.polls() + 1, answer.retryAt())));
    }

    private SigningStep download() {
      Reply chain = client.readChain(account, state.certificateUrl());
      String chosen =
          ChainChoice.choose(
              chain, config.preferredChain(), url -> client.readChain(account, url).text());
      return new SigningStep.Issued(chosen, null, List.of());
    }

    private Answer answer(AuthorizationState authorization, ChallengeState challenge) {
      return new Answer(
          authorization.type(),
          authorization.value(),
          authorization.wildcard(),
          challenge.token(),
          challenge.token().isEmpty()
              ? ""
              : KeyAuthorizations.of(challenge.token(), account.keys().getPublic()),
          account.url(),
          challenge.issuerDomains(),
          solver(challenge));
    }

    private boolean solverIsGone(OrderTask task) {
      return task.solving().stream()
          .anyMatch(i -> !hasSolver(requireChallenge(state.authorizations().get(i))));
    }

    /** The issuer may have been given other solvers since the challenge was chosen. */
    private boolean hasSolver(ChallengeState challenge) {
      return challenge.solver() < config.solvers().size()
          && solver(challenge).kind().challengeType().equals(challenge.type());
    }

    private Solver solver(ChallengeState challenge) {
      return config.solvers().get(challenge.solver());
    }

    private Presenter presenter(ChallengeState challenge) {
      return java.util.Objects.requireNonNull(
          presenters.get(solver(challenge).kind()), challenge.type());
    }

    private static ChallengeState requireChallenge(AuthorizationState authorization) {
      return java.util.Objects.requireNonNull(authorization.challenge(), "challenge");
    }

    private String waitingFor() {
      return "Waiting on certificate issuance from order " + state.url();
    }

    private SigningStep onward(OrderState next) {
      next.authorizations().stream().filter(a -> !a.isPending()).forEach(slots::free);
      OrderTask after = OrderPlan.next(next, clock.instant(), a -> slots.isFree(a, now));
      Instant when = after instanceof OrderTask.Wait wait ? wait.until() : now;
      String failure = next.failure();
      return pending(next, when, "OrderPending", failure.isEmpty() ? waitingFor() : failure);
    }

    private static SigningStep pending(
        OrderState next, Instant when, String reason, String message) {
      return new SigningStep.Pending(Checkpoint.of(OrderCodec.write(next)), when, reason, message);
    }
  }
}
