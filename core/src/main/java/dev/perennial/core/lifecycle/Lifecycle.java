package dev.perennial.core.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state machine of one certificate: looks at what is, never at what happened, and says the one
 * thing to do next. Deciding again after a crash between any two actions is always right, since an
 * action makes at most one conditional write. Immutable.
 *
 * <p>Source: cert-manager's certificate controllers ({@code pkg/controller/certificates}), put into
 * one order.
 */
public final class Lifecycle {
  /** The steps in the order in which they are asked; the first that wants an action gets it. */
  private static final List<Step> STEPS =
      List.of(
          new RevocationStep(),
          new KeyStep(),
          new RequestStep(),
          new IssueStep(),
          new TriggerStep(),
          new ReadinessStep(),
          new PostIssuanceStep(),
          new RenewalInformationStep(),
          new HistoryStep(),
          new ApprovalStep(),
          new SigningStep());

  private Lifecycle() {}

  /**
   * Returns what to do next.
   *
   * @param view all that may be looked at
   * @param now the present, by the host's clock
   */
  public static Decision decide(View view, Instant now) {
    return decide(STEPS, view, now);
  }

  /**
   * Returns what to do next about a request that no certificate owns: it is reviewed and signed, or
   * waits.
   *
   * @param request the request
   * @param issuer what is known of its issuer
   * @param settings the settings of the host
   * @param now the present, by the host's clock
   */
  public static Decision decideRequest(
      RequestFacts request, IssuerFacts issuer, Settings settings, Instant now) {
    Trail trail = new Trail();
    Optional<Action> action =
        ApprovalStep.isDecided(request)
            ? new SigningStep().next(issuer, settings, request, now, trail)
            : Optional.of(new Action.ReviewRequest(request.name()));
    return action.isPresent()
        ? new Decision.Act(action.get(), trail.findings())
        : new Decision.Rest(trail.until(), trail.notices(), trail.findings());
  }

  /** Returns what these steps alone want to do next. */
  static Decision decide(List<Step> steps, View view, Instant now) {
    Trail trail = new Trail();
    for (Step step : steps) {
      Optional<Action> action = step.next(view, now, trail);
      if (action.isPresent()) {
        return new Decision.Act(action.get(), trail.findings());
      }
    }
    return new Decision.Rest(trail.until(), trail.notices(), trail.findings());
  }

  /** One part of the machine, with one concern. */
  interface Step {
    /** Returns the action this part wants, or empty; findings and wake-ups go to the trail. */
    Optional<Action> next(View view, Instant now, Trail trail);
  }

  /** Collects what the steps found. Not safe for use by several threads. */
  static final class Trail {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
    private Optional<Instant> until = Optional.empty();

    void add(Finding finding) {
      findings.add(finding);
    }

    void addAll(List<Finding> more) {
      findings.addAll(more);
    }

    void notice(Notice notice) {
      notices.add(notice);
    }

    /** Asks to decide again at an instant, if no other step wants it earlier. */
    void wakeAt(Instant instant) {
      if (until.isEmpty() || instant.isBefore(until.get())) {
        until = Optional.of(instant);
      }
    }

    Optional<Instant> until() {
      return until;
    }

    List<Finding> findings() {
      return findings;
    }

    List<Notice> notices() {
      return notices;
    }
  }
}
