package dev.perennial.testkit.acme.traffic;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one request. Immutable. */
public sealed interface Fault {
  /** When a connection breaks. */
  enum Moment {
    /** The CA never sees the request. */
    BEFORE_IT,
    /** The CA did what was asked, and the client does not learn of it. */
    AFTER_IT
  }

  /**
   * The request is answered with an error and not looked at, as by a proxy before the CA. No nonce
   * comes with it.
   *
   * @param status the HTTP status
   * @param problem the error type after {@code urn:ietf:params:acme:error:}, or the empty text for
   *     an answer without a problem document
   * @param retryAfter the value of Retry-After in whole seconds, or null for none
   */
  record Refuse(int status, String problem, @Nullable Duration retryAfter) implements Fault {
    /** Checks for nulls. */
    public Refuse {
      Objects.requireNonNull(problem, "problem");
    }
  }

  /**
   * The connection is closed without an answer.
   *
   * @param moment when
   */
  record Drop(Moment moment) implements Fault {}

  /** The request is carried out; the connection is closed in the middle of the answer's body. */
  record Cut() implements Fault {}

  /** The request is carried out; the body of the answer is no JSON and no PEM. */
  record Garbage() implements Fault {}

  /**
   * The request is carried out; the answer is held back.
   *
   * @param realTime how long by the machine's clock, not the test's; it ends early when the CA is
   *     closed
   */
  record Delay(Duration realTime) implements Fault {}

  /** Returns an error answer without a problem document and without Retry-After. */
  static Fault status(int status) {
    return new Refuse(status, "", null);
  }

  /** Returns an error answer without a problem document, with Retry-After. */
  static Fault status(int status, Duration retryAfter) {
    return new Refuse(status, "", retryAfter);
  }

  /** Returns an error answer with a problem document and without Retry-After. */
  static Fault problem(int status, String type) {
    return new Refuse(status, type, null);
  }

  /** Returns what a CA answers when a rate limit is reached (RFC 8555, section 6.6). */
  static Fault rateLimited(Duration retryAfter) {
    return new Refuse(429, "rateLimited", retryAfter);
  }
}
