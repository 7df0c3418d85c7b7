package dev.perennial.spi;

import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What an issuer is to sign. Immutable.
 *
 * @param resource the approved request as it is stored; its annotations tell the certificate, the
 *     revision and the secret with the private key
 * @param duration the lifetime asked for
 */
public record SigningRequest(CertificateRequest resource, Duration duration) {
  /** Returns the CSR in PEM (RFC 7468). */
  public String csrPem() {
    return resource.spec().request();
  }

  /**
   * Returns the identifier (RFC 9773, section 4.1) of the certificate of the same issuer that this
   * one is to replace; empty when there is none, or the issuer does not ask for it.
   */
  public Optional<String> replaces() {
    return Optional.ofNullable(resource.meta().annotation(Annotations.REPLACES));
  }

  /** Returns whether a CA certificate is asked for. */
  public boolean isCa() {
    return resource.spec().isCa();
  }
}
