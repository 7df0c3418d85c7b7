package dev.perennial.core;

import dev.perennial.core.lifecycle.Finding;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a certificate is as it is, and what comes next and when. Holds no secret. Immutable.
 *
 * @param certificate the certificate with its status
 * @param next the name of the action that comes next; empty when nothing is to be done now
 * @param nextStep what that action does, as the end of a sentence; empty when there is none
 * @param until when to decide again when nothing is to be done now; empty when only a change helps
 * @param fault what went wrong with the last step, and when it is tried again; empty when nothing
 *     did
 * @param trail what was looked at, in order, passed policies too
 */
public record Explanation(
    Certificate certificate,
    Optional<String> next,
    String nextStep,
    Optional<Instant> until,
    String fault,
    List<Finding> trail) {
  /** Copies the list. */
  public Explanation {
    trail = List.copyOf(trail);
  }

  /** Returns what keeps the certificate from going on, each in a sentence; empty when nothing. */
  public List<String> waitsFor() {
    List<String> waits = new ArrayList<>();
    for (Finding finding : trail) {
      if (finding.outcome() == Finding.Outcome.WAITING) {
        waits.add(finding.message());
      }
    }
    return waits;
  }

  /** Returns the explanation as lines for people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(certificate.meta().resourceName().toString());
    lines.addAll(state(certificate.status()));
    certificate
        .status()
        .conditions()
        .forEach(
            c ->
                lines.add(
                    "  "
                        + c.type()
                        + "="
                        + c.status().manifestName()
                        + said(c.reason(), c.message())));
    trail.forEach(
        f -> lines.add("  " + f.policy() + ": " + f.outcome() + said(f.reason(), f.message())));
    waitsFor().forEach(wait -> lines.add("waits: " + wait));
    if (!fault.isEmpty()) {
      lines.add("fault: " + fault);
    }
    lines.add("next: " + outlook());
    return String.join("\n", lines);
  }

  private static String said(String reason, String message) {
    return reason.isEmpty() ? "" : " " + reason + (message.isEmpty() ? "" : ": " + message);
  }

  private static List<String> state(CertificateStatus status) {
    List<String> lines = new ArrayList<>();
    if (status.notAfter() == null) {
      lines.add("  there is no certificate yet");
    } else {
      lines.add(
          "  revision "
              + (status.revision() == null ? "unknown" : status.revision())
              + ", valid from "
              + status.notBefore()
              + " to "
              + status.notAfter());
      lines.add(
          status.renewalTime() == null
              ? "  it is not renewed by time"
              : "  it is to be renewed at " + status.renewalTime());
    }
    if (status.lastFailureTime() != null) {
      lines.add(
          "  failed attempts in a row: "
              + (status.failedIssuanceAttempts() == null ? 1 : status.failedIssuanceAttempts())
              + ", the last at "
              + status.lastFailureTime());
    }
    return lines;
  }

  private String outlook() {
    if (next.isPresent()) {
      return next.get() + (nextStep.isEmpty() ? "" : ": " + nextStep);
    }
    if (until.isEmpty()) {
      return waitsFor().isEmpty()
          ? "nothing until something changes"
          : "goes on when what it waits for is there";
    }
    CertificateStatus status = certificate.status();
    boolean issuing = Conditions.isTrue(status.conditions(), ConditionTypes.ISSUING);
    if (!issuing && until.get().equals(status.nextAttemptTime())) {
      return "the next attempt, at " + until.get();
    }
    if (!issuing && until.get().equals(status.renewalTime())) {
      return "the renewal, at " + until.get();
    }
    return "looks again at " + until.get();
  }
}
