package dev.perennial.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The outcome of one step of signing. A fault is not an outcome: it is thrown. */
public sealed interface SigningStep {
  /**
   * The request was signed. Immutable.
   *
   * @param chain the chain in PEM, leaf first
   * @param ca the CA certificate in PEM; null when the issuer does not know it
   * @param notes what a person should know, such as a lifetime that was cut; each is told as a
   *     warning
   */
  record Issued(String chain, @Nullable String ca, List<Note> notes) implements SigningStep {
    /** Checks and copies. */
    public Issued {
      Objects.requireNonNull(chain, "chain");
      notes = List.copyOf(notes);
    }
  }

  /**
   * The request waits. Immutable.
   *
   * @param checkpoint where the signer stands; handed to the next call, after a restart too
   * @param retryAt when to call again, never earlier; an instant in the past means now
   * @param reason one word for programs, used as the reason of an event
   * @param message what it waits for
   * @param notes what a person should know before it goes on, such as what the CA is going to
   *     refuse; each is told as a warning, and the request keeps them
   */
  record Pending(
      @Nullable Checkpoint checkpoint,
      Instant retryAt,
      String reason,
      String message,
      List<Note> notes)
      implements SigningStep {
    /** Checks and copies. */
    public Pending {
      notes = List.copyOf(notes);
      Objects.requireNonNull(retryAt, "retryAt");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }

    /** Makes one without notes. */
    public Pending(
        @Nullable Checkpoint checkpoint, Instant retryAt, String reason, String message) {
      this(checkpoint, retryAt, reason, message, List.of());
    }
  }

  /**
   * The request was refused for good; only a new request may succeed. Immutable.
   *
   * @param kind whether the request itself is at fault
   * @param reason one word for programs, used as the reason of an event
   * @param message why
   */
  record Refused(Kind kind, String reason, String message) implements SigningStep {
    /** How a request was refused. */
    public enum Kind {
      /** It failed; a new request of the same content may succeed. */
      FAILED,
      /** It is invalid: a new request must have another content. */
      INVALID_REQUEST
    }

    /** Returns a refusal of {@link Kind#FAILED}. */
    public static Refused failed(String reason, String message) {
      return new Refused(Kind.FAILED, reason, message);
    }
  }

  /**
   * Something a person should know. Immutable.
   *
   * @param reason one word for programs
   * @param message a sentence
   */
  record Note(String reason, String message) {}
}
