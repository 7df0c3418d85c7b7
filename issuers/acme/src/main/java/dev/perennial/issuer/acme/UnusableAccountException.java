package dev.perennial.issuer.acme;

import dev.perennial.spi.IssuerCheck;

/** Something in secrets or configuration keeps an account from being used. */
final class UnusableAccountException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient IssuerCheck.NotReady check;

  UnusableAccountException(String reason, String message, boolean retry) {
    super(message);
    this.check = new IssuerCheck.NotReady(reason, message, retry);
  }

  /** Returns what to tell of the issuer. */
  IssuerCheck.NotReady check() {
    return check;
  }
}
