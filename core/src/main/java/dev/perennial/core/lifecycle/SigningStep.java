package dev.perennial.core.lifecycle;

import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.GoDuration;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has the request of the next revision signed, or says what it waits for. Source: cert-manager
 * {@code pkg/controller/certificaterequests/sync.go}; the deadline is an addition of Perennial.
 */
final class SigningStep implements Lifecycle.Step {
  private static final String NAME = "Sign";

  /** Longer than any signer asks to wait: what lies further ahead was written by a wrong clock. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  /** So many faults in a row are no accident. */
  private static final int FAULTS = 3;

  private final boolean others;

  /** Waits for the issuer of a request as long as it takes. */
  SigningStep() {
    this(false);
  }

  /**
   * Waits for the issuer of a request.
   *
   * @param others whether another issuer can be asked in its place: then a patience has its end
   */
  private SigningStep(boolean others) {
    this.others = others;
  }

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    RequestFacts request = view.nextRequest();
    warnings(view.isIssuing() ? request : view.currentRequest(), trail);
    if (request == null) {
      return Optional.empty();
    }
    return view.isIssuing()
        ? new SigningStep(view.certificate().issuers().size() > 1)
            .next(view.issuer(), view.settings(), request, now, trail)
        : closing(request, now);
  }

  /** What the issuer said of the request that the present leaf, or the next, comes from. */
  private static void warnings(@Nullable RequestFacts request, Lifecycle.Trail trail) {
    if (request != null) {
      request
          .status()
          .condition(ConditionTypes.WARNED)
          .ifPresent(
              c ->
                  trail.add(
                      new Finding("Warnings", Finding.Outcome.PASSED, c.reason(), c.message())));
    }
  }

  /** A denied request has failed its issuance by now, and gets its own last word still. */
  private static Optional<Action> closing(RequestFacts request, Instant now) {
    boolean open =
        Conditions.isTrue(request.status().conditions(), ConditionTypes.DENIED)
            && !isDeniedAlready(request.status());
    return open ? Optional.of(deny(request, now)) : Optional.empty();
  }

  private static boolean isDeniedAlready(CertificateRequestStatus status) {
    return status
        .condition(ConditionTypes.READY)
        .filter(c -> c.reason().equals(Reasons.DENIED))
        .isPresent();
  }

  /**
   * Returns the next action for one request, whether a certificate made it or a person.
   *
   * @param issuer what is known of its issuer
   */
  Optional<Action> next(
      IssuerFacts issuer,
      Settings settings,
      RequestFacts request,
      Instant now,
      Lifecycle.Trail trail) {
    CertificateRequestStatus status = request.status();
    Optional<Condition> ready = status.condition(ConditionTypes.READY);
    if (Conditions.isTrue(status.conditions(), ConditionTypes.DENIED)) {
      return isDeniedAlready(status) ? Optional.empty() : Optional.of(deny(request, now));
    }
    if (Conditions.isTrue(status.conditions(), ConditionTypes.INVALID_REQUEST)
        || ready.filter(SigningStep::isFinal).isPresent()) {
      return Optional.empty();
    }
    if (!Conditions.isTrue(status.conditions(), ConditionTypes.APPROVED)) {
      String message = "Not signing CertificateRequest until it is Approved";
      trail.add(Finding.waiting(NAME, "WaitingForApproval", message));
      trail.notice(Notice.normal("WaitingForApproval", message));
      return Optional.empty();
    }
    if (issuer.state() != IssuerFacts.State.READY) {
      return others && isPatienceOver(issuer, settings, request, now, trail)
          ? Optional.of(giveUp(issuer, request, settings, now))
          : waitForIssuer(issuer, request, now, trail);
    }
    return step(settings, request, now, trail);
  }

  private Optional<Action> step(
      Settings settings, RequestFacts request, Instant now, Lifecycle.Trail trail) {
    CertificateRequestStatus status = request.status();
    String end = "";
    // A signing that began in the future was recorded by a clock that has jumped back since.
    boolean jumped = status.signingTime() != null && status.signingTime().isAfter(now);
    if (status.signingTime() != null && !jumped) {
      Instant deadline = status.signingTime().plus(settings.signingDeadline());
      if (!now.isBefore(deadline)) {
        return Optional.of(expire(request, settings, now));
      }
      trail.wakeAt(deadline);
      if (others && isUnreachable(status, settings, now)) {
        return Optional.of(giveUpUnreachable(request, settings, now));
      }
      end = ", and the request fails at " + deadline;
    }
    Instant retry = status.retryTime();
    if (!jumped && retry != null && now.isBefore(retry) && retry.isBefore(now.plus(LONGEST_WAIT))) {
      String last = status.condition(ConditionTypes.READY).map(Condition::message).orElse("");
      trail.add(
          Finding.waiting(
              NAME, Reasons.PENDING, last + " (the next step is at " + retry + end + ")"));
      trail.wakeAt(retry);
      return Optional.empty();
    }
    return Optional.of(new Action.StepSigner(request.name()));
  }

  /**
   * From when it was seen not to be ready: in the request, or in the issuer where that is later.
   */
  private static boolean isPatienceOver(
      IssuerFacts issuer,
      Settings settings,
      RequestFacts request,
      Instant now,
      Lifecycle.Trail trail) {
    Instant seen =
        request
            .status()
            .condition(ConditionTypes.READY)
            .map(Condition::lastTransitionTime)
            .orElse(null);
    if (seen == null) {
      return false;
    }
    Instant since = issuer.since() != null && issuer.since().isAfter(seen) ? issuer.since() : seen;
    Instant end = since.plus(settings.issuerPatience());
    if (now.isBefore(end)) {
      trail.wakeAt(end);
    }
    return !now.isBefore(end);
  }

  private static boolean isUnreachable(
      CertificateRequestStatus status, Settings settings, Instant now) {
    return status.retries() != null
        && status.retries() >= FAULTS
        && status.signingTime() != null
        && !now.isBefore(status.signingTime().plus(settings.issuerPatience()));
  }

  private static Action giveUp(
      IssuerFacts issuer, RequestFacts request, Settings settings, Instant now) {
    String why = issuer.message().isEmpty() ? "" : ": " + issuer.message();
    return fail(
        request,
        "the issuer was not ready for " + GoDuration.format(settings.issuerPatience()) + why,
        now);
  }

  private static Action giveUpUnreachable(RequestFacts request, Settings settings, Instant now) {
    String last =
        request.status().condition(ConditionTypes.READY).map(Condition::message).orElse("");
    return fail(
        request,
        "the issuer did not answer for "
            + GoDuration.format(settings.issuerPatience())
            + ": "
            + last,
        now);
  }

  private static Action fail(RequestFacts request, String message, Instant now) {
    return end(request, condition(ConditionStatus.FALSE, Reasons.FAILED, message), now);
  }

  private static Optional<Action> waitForIssuer(
      IssuerFacts issuer, RequestFacts request, Instant now, Lifecycle.Trail trail) {
    IssuerRef ref = request.spec().issuerRef();
    String name = "Referenced \"" + ref.kindOrDefault() + "\" \"" + ref.name() + "\" ";
    Notice notice =
        switch (issuer.state()) {
          case MISSING -> Notice.normal("IssuerNotFound", name + "not found");
          case NOT_SERVED ->
              Notice.normal("IssuerTypeMissing", name + "has no known type: " + issuer.message());
          default ->
              Notice.normal(
                  "IssuerNotReady",
                  name
                      + "does not have a Ready status condition"
                      + (issuer.message().isEmpty() ? "" : ": " + issuer.message()));
        };
    trail.add(Finding.waiting(NAME, notice.reason(), notice.message()));
    Condition pending = condition(ConditionStatus.FALSE, Reasons.PENDING, notice.message());
    boolean said =
        request
            .status()
            .condition(ConditionTypes.READY)
            .filter(c -> c.saysTheSameAs(pending))
            .isPresent();
    return said
        ? Optional.empty()
        : Optional.of(
            new Action.SetRequestStatus(
                request.name(),
                request.status().toBuilder()
                    .conditions(Conditions.with(request.status().conditions(), pending, now, null))
                    .build(),
                List.of(notice)));
  }

  private static Action deny(RequestFacts request, Instant now) {
    return end(
        request,
        condition(
            ConditionStatus.FALSE,
            Reasons.DENIED,
            "The CertificateRequest was denied by an approval controller"),
        now);
  }

  private static Action expire(RequestFacts request, Settings settings, Instant now) {
    String last =
        request.status().condition(ConditionTypes.READY).map(Condition::message).orElse("");
    return end(
        request,
        condition(
            ConditionStatus.FALSE,
            Reasons.FAILED,
            "The issuer did not finish within "
                + GoDuration.format(settings.signingDeadline())
                + (last.isEmpty() ? "" : "; it last said: " + last)),
        now);
  }

  private static Action end(RequestFacts request, Condition condition, Instant now) {
    CertificateRequestStatus status = request.status();
    Instant failure =
        status.failureTime() == null ? now.truncatedTo(ChronoUnit.SECONDS) : status.failureTime();
    return new Action.SetRequestStatus(
        request.name(),
        status.toBuilder()
            .conditions(Conditions.with(status.conditions(), condition, now, null))
            .failureTime(failure)
            .build(),
        List.of(Notice.warning(condition.reason(), condition.message())));
  }

  private static Condition condition(ConditionStatus status, String reason, String message) {
    return Condition.of(ConditionTypes.READY, status, reason, message);
  }

  /** Returns whether a Ready condition of a request says that the issuer is done with it. */
  static boolean isFinal(Condition ready) {
    return ready.reason().equals(Reasons.ISSUED)
        || ready.reason().equals(Reasons.FAILED)
        || ready.reason().equals(Reasons.DENIED);
  }
}
