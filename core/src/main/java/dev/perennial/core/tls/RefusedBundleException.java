package dev.perennial.core.tls;

import org.jspecify.annotations.Nullable;

/** Why a secret cannot be served. The message names the data key and never holds a secret. */
final class RefusedBundleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  RefusedBundleException(String reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns the reason as {@link dev.perennial.model.Reasons} words it. */
  String reason() {
    return reason;
  }

  /** Returns the message; this exception always has one. */
  String text() {
    return String.valueOf(getMessage());
  }
}
