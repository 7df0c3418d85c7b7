package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.Pem;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

  /** Makes a runner for the orders of one issuer. */
  public OrderRunner(
      AcmeClient client,
      AcmeConfig config,
      InstantSource clock,
      Map<Solver.Kind, Presenter> presenters) {
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
      OrderTask task = OrderPlan.next(state, now);
      try {
        return perform(task);
      } catch (AcmeProtocolException e) {
        throw AcmeFault.garbled(
            "the server does not answer as an ACME server: " + e.getMessage(), e);
      } catch (AcmeFault fault) {
        if (fault.isTransient() || fault.is("accountDoesNotExist")) {
          throw fault;
        }
        return refused(task, fault);
      }
    }

    private SigningStep perform(OrderTask task) {
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
              && (fault.status() == 404 || fault.is("malformed") && isRead(task));
      if (forgotten) {
        return pending(
            state.lost(),
            now,
            "OrderLost",
            "the server no longer knows the order; it is placed anew");
      }
      if (task instanceof OrderTask.Finalize && fault.is("orderNotReady")) {
        return pending(
            state.notReady(Polling.next(now, state.polls(), fault.retryAt())),
            now,
            "OrderPending",
            "the order is not ready for the CSR yet");
      }
      return fail(what(task) + ": " + fault.getMessage());
    }

    private boolean isRead(OrderTask task) {
      return task instanceof OrderTask.ReadAuthorization
          || task instanceof OrderTask.PollAuthorization
          || task instanceof OrderTask.PollOrder;
    }

    private String what(OrderTask task) {
      if (task instanceof OrderTask.Place) {
        return "Failed to create Order";
      }
      if (task instanceof OrderTask.Finalize) {
        return "Failed to finalize Order";
      }
      if (task instanceof OrderTask.Download) {
        return "Failed to retrieve signed certificate";
      }
      return isRead(task) ? "Failed to retrieve Order resource" : "Failed to accept challenge";
    }

    private SigningStep fail(String why) {
      return pending(state.failed(why), now, "OrderPending", why);
    }

    private SigningStep place() {
      if (state.placed() >= MOST_ORDERS) {
        return SigningStep.Refused.failed(
            "OrderFailed", "the server lost " + MOST_ORDERS + " orders of this request");
      }
      JSONBuilder claims = new JSONBuilder();
      claims.array("identifiers", Identifiers.of(csr));
      if (config.enableDurationFeature()) {
        claims.put("notAfter", now.truncatedTo(ChronoUnit.SECONDS).plus(request.duration()));
      }
      if (!config.profile().isEmpty()) {
        claims.put("profile", config.profile());
      }
      String newOrder =
          client
              .directoryEntry("newOrder")
              .orElseThrow(() -> new IllegalStateException("the directory has no newOrder"));
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
        return pending(
            state.with(index, read).failed(reply.failure()), now, "OrderPending", reply.failure());
      }
      Optional<ChallengeState> chosen =
          reply.choose(config.solvers(), request.resource().meta().labels(), usable());
      if (chosen.isEmpty()) {
        String why = reply.noSolver();
        return pending(state.with(index, read).failed(why), now, "OrderPending", why);
      }
      return onward(state.with(index, read.with(chosen.get())));
    }

    private Set<Solver.Kind> usable() {
      return presenters.keySet();
    }

    private SigningStep present(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      ChallengeState challenge = requireChallenge(authorization);
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
      return pending(seen.failed(reply.failure()), now, "OrderPending", reply.failure());
    }

    private SigningStep cleanUp(int index) {
      AuthorizationState authorization = state.authorizations().get(index);
      ChallengeState challenge = requireChallenge(authorization);
      presenter(challenge).cleanUp(answer(authorization, challenge));
      return onward(state.with(index, authorization.with(challenge.cleaned())));
    }

    private SigningStep sendCsr() {
      JSONBuilder claims = new JSONBuilder();
      claims.putBase64("csr", csrDer());
      Reply answer = client.post(account, state.finalizeUrl(), claims);
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
      String chosen = chain.text();
      if (!config.preferredChain().isEmpty()
          && !ChainChoice.leadsTo(chosen, config.preferredChain())) {
        for (String alternate : chain.alternates()) {
          String other = client.readChain(account, alternate).text();
          if (ChainChoice.leadsTo(other, config.preferredChain())) {
            chosen = other;
            break;
          }
        }
      }
      return new SigningStep.Issued(chosen, null, List.of());
    }

    private byte[] csrDer() {
      byte[] pem = request.csrPem().getBytes(StandardCharsets.ISO_8859_1);
      return Pem.decodeFirst(pem, Pem.MAX_BUNDLE_BYTES).orElseThrow().der();
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
      OrderTask after = OrderPlan.next(next, clock.instant());
      Instant when = after instanceof OrderTask.Wait wait ? wait.until() : now;
      return pending(next, when, "OrderPending", waitingFor());
    }

    private static SigningStep pending(
        OrderState next, Instant when, String reason, String message) {
      return new SigningStep.Pending(Checkpoint.of(OrderCodec.write(next)), when, reason, message);
    }
  }
}
