package dev.perennial.core.lifecycle;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a decision may know of an issuer. Immutable.
 *
 * @param state whether it can sign
 * @param message why not; empty when it can
 * @param signingCa the SHA-256 fingerprint of the CA certificate that signs, in lower-case hex;
 *     null when it is not known
 * @param signingCaSince since when that CA signs; null when it is not known
 * @param advises whether it is to be asked when to renew (RFC 9773)
 * @param since since when it is ready or not; null when it is not known
 */
public record IssuerFacts(
    State state,
    String message,
    @Nullable String signingCa,
    @Nullable Instant signingCaSince,
    boolean advises,
    @Nullable Instant since) {
  /** Makes the facts of an issuer that gives no advice on renewal. */
  public IssuerFacts(
      State state, String message, @Nullable String signingCa, @Nullable Instant signingCaSince) {
    this(state, message, signingCa, signingCaSince, false, null);
  }

  /** Whether an issuer can sign. */
  public enum State {
    /** There is no such issuer. */
    MISSING,
    /** There is one, of a type that no provider serves. */
    NOT_SERVED,
    /** It is there, and not ready. */
    NOT_READY,
    /** It can sign. */
    READY
  }

  /** An issuer that is not there. */
  public static final IssuerFacts MISSING = new IssuerFacts(State.MISSING, "", null, null);

  /** An issuer that can sign. */
  public static final IssuerFacts READY = new IssuerFacts(State.READY, "", null, null);
}
