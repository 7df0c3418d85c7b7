package dev.perennial.core.lifecycle;

import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Reasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins an issuance when the trigger chain finds a violation and nothing holds it back. Source:
 * cert-manager {@code pkg/controller/certificates/trigger}.
 */
final class TriggerStep implements Lifecycle.Step {
  private final List<Policy> chain;

  /** Asks the trigger chain. */
  TriggerStep() {
    this(TriggerChain.POLICIES);
  }

  /** Asks another chain. */
  TriggerStep(List<Policy> chain) {
    this.chain = List.copyOf(chain);
  }

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    if (view.isIssuing()) {
      return Optional.empty();
    }
    Optional<String> owner = SecretOwner.otherOwner(view);
    if (owner.isPresent()) {
      return waitForOwner(view, owner.get(), now, trail);
    }
    Optional<Instant> backoff = Backoff.nextAttempt(view, now);
    if (backoff.isPresent()) {
      trail.add(
          Finding.waiting(
              "Backoff",
              "BackingOff",
              "the last issuance failed; the next attempt is at " + backoff.get()));
      trail.wakeAt(backoff.get());
      return Optional.empty();
    }
    List<Finding> findings = Policy.run(chain, PolicyInput.of(view, now));
    trail.addAll(findings);
    Optional<Finding> violation = findings.stream().filter(Finding::isViolated).findFirst();
    if (violation.isEmpty()) {
      TriggerChain.nextChange(view, now).ifPresent(trail::wakeAt);
      return Optional.empty();
    }
    Optional<Instant> hold = LoopGuard.holdUntil(view, violation.get().reason(), now);
    return hold.isPresent()
        ? hold(view, violation.get(), hold.get(), trail)
        : Optional.of(markIssuing(view, violation.get(), now));
  }

  private static Optional<Action> waitForOwner(
      View view, String owner, Instant now, Lifecycle.Trail trail) {
    String message =
        "The Secret \""
            + view.certificate().spec().secretName()
            + "\" belongs to the Certificate \""
            + owner
            + "\"; give this Certificate a secretName of its own";
    trail.add(Finding.waiting("SecretOwner", "DuplicateSecretName", message));
    trail.notice(Notice.warning("DuplicateSecretName", message));
    trail.wakeAt(now.plus(view.settings().duplicateRecheck()));
    return Optional.empty();
  }

  private static Optional<Action> hold(
      View view, Finding violation, Instant until, Lifecycle.Trail trail) {
    String message =
        "the trigger "
            + violation.reason()
            + " fired again soon after a success, so something rewrites the Secret or the issuer"
            + " does not give what is asked for; the next attempt is at "
            + until;
    trail.add(Finding.waiting("LoopGuard", "IssuanceLoop", message));
    trail.notice(Notice.warning("IssuanceLoop", message));
    trail.wakeAt(until);
    CertificateStatus status = view.certificate().status();
    return until.equals(status.nextAttemptTime())
        ? Optional.empty()
        : Optional.of(
            new Action.SetStatus(
                Action.Cause.HOLD_LOOP,
                status.toBuilder().nextAttemptTime(until).build(),
                List.of(Notice.warning("IssuanceLoop", message))));
  }

  private static Action markIssuing(View view, Finding violation, Instant now) {
    if (!violation.reason().equals(Reasons.WINDOW_ERROR)) {
      return markIssuing(view, violation.reason(), violation.message(), List.of(), now);
    }
    String message = "Renewing certificate without satisfying renewal windows";
    Notice warning =
        Notice.warning(Reasons.WINDOW_ERROR, message + " due to " + violation.message());
    return markIssuing(view, Reasons.RENEWING, message, List.of(warning), now);
  }

  private static Action markIssuing(
      View view, String reason, String message, List<Notice> before, Instant now) {
    CertificateStatus status = view.certificate().status();
    CertificateStatus issuing =
        status.toBuilder()
            .conditions(
                Conditions.with(
                    status.conditions(),
                    Condition.of(ConditionTypes.ISSUING, ConditionStatus.TRUE, reason, message),
                    now,
                    view.certificate().meta().generation()))
            .nextAttemptTime(null)
            .triedIssuers(null)
            .build();
    List<Notice> notices = new ArrayList<>(before);
    notices.add(Notice.normal("Issuing", message));
    return new Action.SetStatus(Action.Cause.MARK_ISSUING, issuing, notices);
  }
}
