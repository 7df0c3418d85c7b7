package dev.perennial.spi;

import dev.perennial.model.CertificateRequest;
import java.time.Duration;

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

  /** Returns whether a CA certificate is asked for. */
  public boolean isCa() {
    return resource.spec().isCa();
  }
}
