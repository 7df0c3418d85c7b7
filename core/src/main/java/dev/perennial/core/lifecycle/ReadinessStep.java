package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.GoDuration;
import dev.perennial.model.Reasons;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the Ready condition, the validity and the renewal time in the status. Source: cert-manager
 * {@code pkg/controller/certificates/readiness}.
 */
final class ReadinessStep implements Lifecycle.Step {
  private final List<Policy> chain;

  /** Asks the readiness chain. */
  ReadinessStep() {
    this(ReadinessChain.POLICIES);
  }

  /** Asks another chain. */
  ReadinessStep(List<Policy> chain) {
    this.chain = List.copyOf(chain);
  }

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    List<Finding> findings = Policy.run(chain, PolicyInput.of(view, now));
    trail.addAll(findings);
    CertificateStatus status = view.certificate().status();
    CertificateStatus seen = observe(view, findings, now);
    LeafFacts leaf = view.secret().leaf();
    if (leaf != null && !now.isAfter(leaf.notAfter())) {
      trail.wakeAt(leaf.notAfter().plusSeconds(1));
    }
    return seen.equals(status)
        ? Optional.empty()
        : Optional.of(
            new Action.SetStatus(Action.Cause.UPDATE_READINESS, seen, news(status, seen)));
  }

  /** A spec at fault is told of when it is found, not each time that it is looked at. */
  private static List<Notice> news(CertificateStatus before, CertificateStatus seen) {
    return seen.condition(ConditionTypes.READY)
        .filter(c -> c.reason().equals(Reasons.WINDOW_ERROR))
        .filter(c -> before.condition(ConditionTypes.READY).filter(c::saysTheSameAs).isEmpty())
        .map(c -> List.of(Notice.warning(c.reason(), c.message())))
        .orElse(List.of());
  }

  private static CertificateStatus observe(View view, List<Finding> findings, Instant now) {
    CertificateStatus status = view.certificate().status();
    LeafFacts leaf = view.secret().leaf();
    RenewalTime.Result renewal = RenewalTime.of(view);
    CertificateStatus.Builder seen = status.toBuilder();
    List<Condition> conditions = status.conditions();
    Condition ready = renewal.fault() == null ? ready(findings) : notRenewable(renewal);
    conditions = set(view, conditions, ready, now);
    conditions = setOrDrop(view, conditions, ConditionTypes.LIFETIME_CUT, cut(view), now);
    conditions =
        setOrDrop(view, conditions, ConditionTypes.NO_RENEWAL_WINDOW, noWindow(renewal), now);
    return seen.conditions(conditions)
        .notBefore(leaf == null ? null : leaf.notBefore())
        .notAfter(leaf == null ? null : leaf.notAfter())
        .renewalTime(leaf == null ? null : renewal.time().orElse(null))
        .build();
  }

  private static Condition ready(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isViolated)
        .findFirst()
        .map(
            f -> Condition.of(ConditionTypes.READY, ConditionStatus.FALSE, f.reason(), f.message()))
        .orElseGet(
            () ->
                Condition.of(
                    ConditionTypes.READY,
                    ConditionStatus.TRUE,
                    Reasons.READY,
                    "Certificate is up to date and has not expired"));
  }

  /**
   * A spec whose renewal part is at fault makes a certificate not ready, whatever else is right.
   */
  private static Condition notRenewable(RenewalTime.Result renewal) {
    return Condition.of(
        ConditionTypes.READY,
        ConditionStatus.FALSE,
        Reasons.WINDOW_ERROR,
        "Could not calculate renewal time: " + renewal.message());
  }

  /** A leaf that ends when its CA does, and sooner than asked for, had its lifetime cut. */
  private static @Nullable Condition cut(View view) {
    LeafFacts leaf = view.secret().leaf();
    Instant caEnd = view.secret().caNotAfter();
    if (leaf == null || caEnd == null || !leaf.notAfter().equals(caEnd) || leaf.isSelfIssued()) {
      return null;
    }
    Duration asked = view.certificate().spec().effectiveDuration();
    Duration given = Duration.between(leaf.notBefore(), leaf.notAfter());
    if (given.compareTo(asked) >= 0) {
      return null;
    }
    return Condition.of(
        ConditionTypes.LIFETIME_CUT,
        ConditionStatus.TRUE,
        "CAExpiresFirst",
        "The lifetime was cut from "
            + GoDuration.format(asked)
            + " to "
            + GoDuration.format(given)
            + " since the issuing CA expires at "
            + caEnd);
  }

  private static @Nullable Condition noWindow(RenewalTime.Result renewal) {
    return renewal.noWindowFits()
        ? Condition.of(
            ConditionTypes.NO_RENEWAL_WINDOW,
            ConditionStatus.TRUE,
            Reasons.WINDOW_ERROR,
            "No renewal window lies between the desired renewal time and the end of the validity;"
                + " the desired time stands")
        : null;
  }

  private static List<Condition> setOrDrop(
      View view,
      List<Condition> conditions,
      String type,
      @Nullable Condition condition,
      Instant now) {
    return condition == null
        ? Conditions.without(conditions, type)
        : set(view, conditions, condition, now);
  }

  private static List<Condition> set(
      View view, List<Condition> conditions, Condition condition, Instant now) {
    return Conditions.with(conditions, condition, now, view.certificate().meta().generation());
  }
}
