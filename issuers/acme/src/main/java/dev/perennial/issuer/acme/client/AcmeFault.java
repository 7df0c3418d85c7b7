package dev.perennial.issuer.acme.client;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exchange with an ACME server that did not bring what was asked for. */
public final class AcmeFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of fault it is. */
  public enum Kind {
    /** Nothing came back, or not in time, or not whole. */
    NETWORK,
    /** What came back is no ACME answer. */
    GARBLED,
    /** The server has trouble of its own: 5xx. */
    SERVER,
    /** The server asks to slow down (RFC 8555, section 6.6). */
    RATE_LIMITED,
    /** The server refuses: any other 4xx. */
    REFUSED
  }

  private final Kind kind;
  private final int status;
  private final String type;
  private final @Nullable Instant retryAt;
  private final @Nullable String problemDocument;

  AcmeFault(
      Kind kind,
      int status,
      String type,
      String message,
      @Nullable Instant retryAt,
      @Nullable String problemDocument,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.type = type;
    this.retryAt = retryAt;
    this.problemDocument = problemDocument;
  }

  static AcmeFault network(String message, Throwable cause) {
    return new AcmeFault(Kind.NETWORK, 0, "", message, null, null, cause);
  }

  /** Returns the fault of an answer that is no ACME answer. */
  public static AcmeFault garbled(String message, @Nullable Throwable cause) {
    return new AcmeFault(Kind.GARBLED, 0, "", message, null, null, cause);
  }

  /** Returns this as trouble of the server, which may be over soon. */
  AcmeFault asServerFault() {
    return new AcmeFault(
        Kind.SERVER, status, type, String.valueOf(getMessage()), retryAt, problemDocument, this);
  }

  /** Returns the kind. */
  public Kind kind() {
    return kind;
  }

  /** Returns the HTTP status, or 0 when none came. */
  public int status() {
    return status;
  }

  /**
   * Returns the type of the problem without {@code urn:ietf:params:acme:error:} (RFC 8555, section
   * 6.7), or an empty text when the server gave none.
   */
  public String type() {
    return type;
  }

  /** Returns whether the problem is of a type. */
  public boolean is(String problemType) {
    return type.equals(problemType);
  }

  /** Returns the time that the server asked to wait until, if it did. */
  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }

  /** Returns the problem document in JSON, if there was one. */
  public Optional<String> problemDocument() {
    return Optional.ofNullable(problemDocument);
  }

  /** Returns whether the same request may succeed later. */
  public boolean isTransient() {
    return kind != Kind.REFUSED;
  }
}
