package dev.perennial.issuer.acme.order;

import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.spi.SigningRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The certificate that an order says it replaces (RFC 9773, section 5), and whether it was refused
 * for that, so that it may be placed without. Source: cert-manager {@code acmeorders}, which knows
 * the first two.
 */
final class Replaces {
  private Replaces() {}

  /** Returns the certificate that an order replaces, while the server may be told of it. */
  static Optional<String> in(
      OrderState state, AcmeConfig config, AcmeClient client, SigningRequest request) {
    boolean tell =
        state.replaces()
            && config.renewalInformation()
            && client.directoryEntry("renewalInfo").isPresent();
    return tell ? request.replaces() : Optional.empty();
  }

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
