package dev.perennial.spi;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault while checking an issuer or signing a request. A transient one leaves the request open
 * and is tried again; a terminal one ends the request.
 */
public final class IssuerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isTransient;
  private final String reason;
  private final @Nullable Instant retryAt;
  private final @Nullable String problemDocument;

  private IssuerException(
      boolean isTransient,
      String reason,
      String message,
      @Nullable Instant retryAt,
      @Nullable String problemDocument,
      @Nullable Throwable cause) {
    super(message, cause);
    this.isTransient = isTransient;
    this.reason = reason;
    this.retryAt = retryAt;
    this.problemDocument = problemDocument;
  }

  /** Returns a fault worth trying again, at a time that the runner chooses. */
  public static IssuerException retryable(
      String reason, String message, @Nullable Throwable cause) {
    return new IssuerException(true, reason, message, null, null, cause);
  }

  /** Returns a fault worth trying again, not before a time that the CA named. */
  public static IssuerException retryableAt(
      Instant retryAt, String reason, String message, @Nullable Throwable cause) {
    return new IssuerException(true, reason, message, retryAt, null, cause);
  }

  /** Returns a fault that ends the request. */
  public static IssuerException terminal(String reason, String message, @Nullable Throwable cause) {
    return new IssuerException(false, reason, message, null, null, cause);
  }

  /** Returns a copy that carries the CA's own problem document (RFC 7807). */
  public IssuerException withProblemDocument(String json) {
    return new IssuerException(
        isTransient, reason, String.valueOf(getMessage()), retryAt, json, getCause());
  }

  /** Returns whether trying again may help. */
  public boolean isTransient() {
    return isTransient;
  }

  /** Returns one word for programs, used as the reason of an event. */
  public String reason() {
    return reason;
  }

  /** Returns the time before which trying again is useless, when the CA named one. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** Returns the CA's own problem document in JSON, when there is one. */
  public Optional<String> problemDocument() {
    return Optional.ofNullable(problemDocument);
  }
}
