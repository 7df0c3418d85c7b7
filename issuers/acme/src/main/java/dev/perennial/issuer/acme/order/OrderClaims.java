package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.Pem;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.spi.SigningRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/** What the requests of an order say (RFC 8555, section 7.4). */
final class OrderClaims {
  private OrderClaims() {}

  /** Returns what a new order asks for. */
  static JSONBuilder order(
      CertificateSigningRequest csr, AcmeConfig config, SigningRequest request, Instant now) {
    JSONBuilder claims = new JSONBuilder();
    claims.array("identifiers", Identifiers.of(csr));
    if (config.enableDurationFeature()) {
      claims.put("notAfter", now.truncatedTo(ChronoUnit.SECONDS).plus(request.duration()));
    }
    if (!config.profile().isEmpty()) {
      claims.put("profile", config.profile());
    }
    return claims;
  }

  /** Returns what finalizes an order. */
  static JSONBuilder csr(SigningRequest request) {
    byte[] pem = request.csrPem().getBytes(StandardCharsets.ISO_8859_1);
    return new JSONBuilder()
        .putBase64("csr", Pem.decodeFirst(pem, Pem.MAX_BUNDLE_BYTES).orElseThrow().der());
  }
}
