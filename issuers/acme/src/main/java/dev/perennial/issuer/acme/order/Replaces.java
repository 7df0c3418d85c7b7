package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.AcmeFault;
import java.util.Locale;
import java.util.Objects;

/**
 * Whether an order was refused for the certificate that it says it replaces (RFC 9773, section 5),
 * so that it may be placed without. Source: cert-manager {@code acmeorders}, which knows the first
 * two.
 */
final class Replaces {
  private Replaces() {}

  static boolean isRefused(AcmeFault fault) {
    String message = Objects.requireNonNullElse(fault.getMessage(), "").toLowerCase(Locale.ROOT);
    boolean named = message.contains("replace") || message.contains("certificate");
    return fault.is("alreadyReplaced")
        || fault.is("malformed") && named
        // The predecessor is of another account, as after a change of the account key.
        || fault.is("unauthorized") && named
        // A server that lost its certificates knows none to replace.
        || fault.status() == 404
        || fault.status() == 409;
  }
}
