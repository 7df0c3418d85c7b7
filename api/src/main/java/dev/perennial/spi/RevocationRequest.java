package dev.perennial.spi;

import dev.perennial.model.RevocationReason;
import java.security.KeyPair;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for the revocation of one certificate. Immutable; printing it shows no key.
 *
 * @param certificate the certificate in PEM
 * @param reason why
 * @param key the key of the certificate, when the CA is to be shown that it is at hand; empty for
 *     the account of the issuer
 */
public record RevocationRequest(
    String certificate, RevocationReason reason, Optional<KeyPair> key) {
  /** Checks that the parts are there. */
  public RevocationRequest {
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(key, "key");
  }

  @Override
  public String toString() {
    return "RevocationRequest[" + reason + (key.isPresent() ? ", by its own key]" : "]");
  }
}
