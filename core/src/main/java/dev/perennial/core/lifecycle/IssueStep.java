package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Reasons;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Ends an issuance: publishes the issued pair and completes, or records the failure. Meanwhile it
 * gives out a temporary certificate when one is asked for. Source: cert-manager {@code
 * pkg/controller/certificates/issuing}.
 */
final class IssueStep implements Lifecycle.Step {
  private static final String NAME = "Issue";

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    NextKey key = view.namedKey();
    RequestFacts request = view.nextRequest();
    if (!view.isIssuing() || key == null || key.key() == null || request == null) {
      return Optional.empty();
    }
    boolean fits =
        !Compromise.isCompromised(key.key(), view.certificate())
            && request.csr() != null
            && request.csr().publicKeyId().equals(key.key().publicKeyId())
            && request.mismatches(IssuerList.attemptedSpec(view.certificate())).isEmpty()
            && SpecMatch.privateKeyViolations(key.key(), view.certificate().spec().privateKey())
                .isEmpty();
    if (!fits || Attempts.endedBeforeThisIssuance(view, request, now)) {
      return Optional.empty();
    }
    Optional<Attempts.Failure> failure = Attempts.failure(request, now);
    if (failure.isPresent()) {
      int tried = IssuerList.tried(view.certificate()) + 1;
      List<IssuerRef> issuers = view.certificate().issuers();
      return Optional.of(
          tried < issuers.size()
              ? next(view, failure.get(), issuers.get(tried), tried, now)
              : fail(view, failure.get(), now));
    }
    if (Attempts.isIssued(request)) {
      return publish(view, request, key, now, trail);
    }
    return temporary(view, request, key, trail);
  }

  /** The issuance goes on with the next issuer; the request of this one no longer fits. */
  private static Action next(
      View view, Attempts.Failure failure, IssuerRef next, int tried, Instant now) {
    CertificateStatus status = view.certificate().status();
    String reason = status.condition(ConditionTypes.ISSUING).map(Condition::reason).orElse("");
    String message =
        "The "
            + IssuerList.name(IssuerList.attempted(view.certificate()))
            + " failed, and the "
            + IssuerList.name(next)
            + " is tried: "
            + failure.message();
    CertificateStatus onward =
        status.toBuilder()
            .conditions(
                Conditions.with(
                    status.conditions(),
                    Condition.of(ConditionTypes.ISSUING, ConditionStatus.TRUE, reason, message),
                    now,
                    view.certificate().meta().generation()))
            .triedIssuers(tried)
            .build();
    return new Action.SetStatus(
        Action.Cause.NEXT_ISSUER, onward, List.of(Notice.warning("IssuerFailed", message)));
  }

  private static Action fail(View view, Attempts.Failure failure, Instant now) {
    CertificateStatus status = view.certificate().status();
    Integer before = status.failedIssuanceAttempts();
    int attempts = before == null ? 1 : before + 1;
    String message =
        "The certificate request has failed to complete and will be retried: " + failure.message();
    Instant time = now.truncatedTo(ChronoUnit.SECONDS);
    CertificateStatus failed =
        status.toBuilder()
            .conditions(
                Conditions.with(
                    status.conditions(),
                    Condition.of(
                        ConditionTypes.ISSUING, ConditionStatus.FALSE, failure.reason(), message),
                    now,
                    view.certificate().meta().generation()))
            .lastFailureTime(time)
            .triedIssuers(null)
            .failedIssuanceAttempts(attempts)
            .nextAttemptTime(time.plus(Backoff.delay(attempts, view.settings())))
            .build();
    return new Action.SetStatus(
        Action.Cause.FAIL_ISSUANCE, failed, List.of(Notice.warning(failure.reason(), message)));
  }

  private static Optional<Action> publish(
      View view, RequestFacts request, NextKey key, Instant now, Lifecycle.Trail trail) {
    if (view.secret().holds(request, view.certificate())) {
      return Optional.of(complete(view, now));
    }
    if (view.keystoreProblem() != null) {
      trail.add(Finding.waiting(NAME, "KeystorePasswordSecretNotFound", view.keystoreProblem()));
      trail.notice(Notice.warning("KeystorePasswordSecretNotFound", view.keystoreProblem()));
      return Optional.empty();
    }
    Optional<Action> keep = Previous.keep(view);
    return keep.isPresent()
        ? keep
        : Optional.of(new Action.PublishSecret(request.name(), key.secretName()));
  }

  private static Action complete(View view, Instant now) {
    CertificateStatus status = view.certificate().status();
    String trigger = status.condition(ConditionTypes.ISSUING).map(Condition::reason).orElse("");
    CertificateStatus done =
        status.toBuilder()
            .conditions(Conditions.without(status.conditions(), ConditionTypes.ISSUING))
            .revision(view.nextRevision())
            .lastFailureTime(null)
            .failedIssuanceAttempts(null)
            .nextAttemptTime(null)
            .repeatedIssuances(LoopGuard.repeats(status, trigger, now, view.settings()))
            .lastIssuanceTime(now.truncatedTo(ChronoUnit.SECONDS))
            .lastIssuanceReason(trigger)
            .ari(null)
            .triedIssuers(null)
            .build();
    return new Action.SetStatus(
        Action.Cause.COMPLETE_ISSUANCE,
        done,
        List.of(Notice.normal("Issuing", "The certificate has been successfully issued")));
  }

  /**
   * Only once the issuer has said that it will take some time, so not while nobody has asked it.
   */
  private static Optional<Action> temporary(
      View view, RequestFacts request, NextKey key, Lifecycle.Trail trail) {
    String wanted = view.certificate().meta().annotation(Annotations.ISSUE_TEMPORARY_CERTIFICATE);
    boolean pending = request.status().condition(ConditionTypes.READY).isPresent();
    if (!pending || !"true".equals(wanted)) {
      trail.add(Finding.waiting(NAME, Reasons.PENDING, "the request is not issued yet"));
      return Optional.empty();
    }
    List<Finding> findings = TemporaryChain.check(view);
    trail.addAll(findings);
    return findings.stream().anyMatch(Finding::isViolated)
        ? Optional.of(new Action.PublishTemporary(key.secretName()))
        : Optional.empty();
  }
}
