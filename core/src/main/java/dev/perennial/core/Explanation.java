package dev.perennial.core;

import dev.perennial.core.lifecycle.Finding;
import dev.perennial.model.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a certificate is as it is, and what comes next and when. Holds no secret. Immutable.
 *
 * @param certificate the certificate with its status
 * @param next the name of the action that comes next; empty when nothing is to be done now
 * @param until when to decide again when nothing is to be done now; empty when only a change helps
 * @param trail what was looked at, in order, passed policies too
 */
public record Explanation(
    Certificate certificate, Optional<String> next, Optional<Instant> until, List<Finding> trail) {
  /** Copies the list. */
  public Explanation {
    trail = List.copyOf(trail);
  }

  /** Returns the explanation as lines for people. */
  public String text() {
    String conditions =
        certificate.status().conditions().stream()
            .map(
                c ->
                    "  "
                        + c.type()
                        + "="
                        + c.status().manifestName()
                        + " "
                        + c.reason()
                        + ": "
                        + c.message()
                        + "\n")
            .collect(Collectors.joining());
    String findings =
        trail.stream()
            .map(
                f ->
                    "  "
                        + f.policy()
                        + ": "
                        + f.outcome()
                        + (f.reason().isEmpty() ? "" : " " + f.reason() + ": " + f.message())
                        + "\n")
            .collect(Collectors.joining());
    String then =
        next.map(n -> "next: " + n)
            .or(() -> until.map(u -> "next: look again at " + u))
            .orElse("next: nothing until something changes");
    return certificate.meta().resourceName() + "\n" + conditions + findings + then;
  }
}
