package dev.perennial.spi;

import java.util.Map;
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
   * @param acme what the ACME provider keeps in the status of its issuer, as JDK values; empty for
   *     any other
   */
  record Ready(String reason, String message, @Nullable String signingCa, Map<String, Object> acme)
      implements IssuerCheck {
    /** Checks that the parts are there. */
    public Ready {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
      acme = Map.copyOf(acme);
    }

    /** Makes the check of an issuer that keeps nothing in its status. */
    public Ready(String reason, String message, @Nullable String signingCa) {
      this(reason, message, signingCa, Map.of());
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
