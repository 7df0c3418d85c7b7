package dev.perennial.core.pki;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a key, certificate, chain, request or key store, where, and what would be
 * right. The message never holds key material or a password.
 *
 * <p>Immutable.
 */
public final class PkiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Coarse class of a fault, for callers that act on it. */
  public enum Reason {
    /** The input is larger than the limit for its kind, or holds too many parts. */
    TOO_LARGE,
    /** The input holds no PEM block, or none of the kind wanted. */
    NO_DATA,
    /** The input is not what it claims to be: bad DER, bad key, bad certificate. */
    MALFORMED,
    /** The certificates cannot be joined into one chain. */
    BROKEN_CHAIN,
    /** Well formed, but of a kind, size or algorithm that is not supported. */
    UNSUPPORTED,
    /** Parts that must fit each other do not: key and certificate, request and its values. */
    MISMATCH,
    /** A value of the caller cannot be encoded. */
    INVALID_VALUE,
    /** The cryptographic provider failed. */
    CRYPTO_FAILURE
  }

  private final Reason reason;

  /**
   * Makes an exception.
   *
   * @param reason the class of the fault
   * @param message {@code place: what is wrong; what would be right}
   */
  public PkiException(Reason reason, String message) {
    this(reason, message, null);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param reason the class of the fault
   * @param message {@code place: what is wrong; what would be right}
   * @param cause what was thrown below, when it tells more than the message
   */
  public PkiException(Reason reason, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns the class of the fault. */
  public Reason reason() {
    return reason;
  }
}
