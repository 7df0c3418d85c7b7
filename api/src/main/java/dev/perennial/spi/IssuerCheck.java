package dev.perennial.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether an issuer can sign. */
public sealed interface IssuerCheck {
  /** Returns one word for programs: the reason of the Ready condition. */
  String reason();

  /** Returns a sentence for people: the message of the Ready condition. */
  String message();

  /**
   * It can. Immutable.
   *
   * @param reason the reason of the Ready condition
   * @param message the message of the Ready condition
   * @param signingCa the SHA-256 fingerprint, in lower-case hex, of the CA certificate that signs;
   *     null when the issuer has none or does not know it
   */
  record Ready(String reason, String message, @Nullable String signingCa) implements IssuerCheck {
    /** Checks that the parts are there. */
    public Ready {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }
  }

  /**
   * It cannot. Immutable.
   *
   * @param reason the reason of the Ready condition
   * @param message the message of the Ready condition
   * @param retry whether looking again may help without a change of the issuer or of its secrets
   */
  record NotReady(String reason, String message, boolean retry) implements IssuerCheck {
    /** Checks that the parts are there. */
    public NotReady {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }
  }
}
