package dev.perennial.core.lifecycle;

import dev.perennial.model.Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The issuer of a {@link Simulation}, scripted by the caller. Asked once for each signing step;
 * called by one thread at a time.
 */
@FunctionalInterface
public interface SimulatedIssuer {
  /** Returns what the issuer does about one signing step. */
  Answer answer(Ask ask);

  /** Returns an issuer that gives every request the lifetime it asks for. */
  static SimulatedIssuer willing() {
    return ask -> new Answer.Issue(ask.certificate().spec().effectiveDuration());
  }

  /**
   * One signing step. Immutable.
   *
   * @param certificate the certificate, with the issuer in its spec that is asked
   * @param revision the revision that is being issued
   * @param attempt how many issuances failed in a row before, from 0
   * @param time the simulated present
   */
  record Ask(Certificate certificate, int revision, int attempt, Instant time) {}

  /** What the issuer does. */
  sealed interface Answer {
    /**
     * It signs. Immutable.
     *
     * @param lifetime the lifetime of the leaf, from now on
     */
    record Issue(Duration lifetime) implements Answer {}

    /**
     * It asks to come back later. Immutable.
     *
     * @param duration how long
     * @param message what it waits for
     */
    record Wait(Duration duration, String message) implements Answer {}

    /**
     * It refuses for good. Immutable.
     *
     * @param message why
     */
    record Refuse(String message) implements Answer {}
  }
}
