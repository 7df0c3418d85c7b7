package dev.perennial.issuer.acme;

import dev.perennial.core.pki.CertificateId;
import dev.perennial.core.pki.Certificates;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.client.AcmeFault;
import dev.perennial.issuer.acme.client.Reply;
import dev.perennial.model.RenewalAdvice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

/** Reads renewal information (RFC 9773, section 4.1). Safe for use by several threads. */
final class RenewalInfoReader {
  private final AcmeClient client;

  RenewalInfoReader(AcmeClient client) {
    this.client = client;
  }

  /**
   * Returns what the server says of the leaf of a chain; empty when it has no renewal information,
   * or the leaf no identifier.
   *
   * @throws AcmeFault when it cannot be asked, or its answer makes no sense
   */
  Optional<RenewalAdvice> read(String chain) {
    Optional<String> resource = client.directoryEntry("renewalInfo");
    Optional<String> id =
        CertificateId.of(Certificates.decodeFirst(chain.getBytes(StandardCharsets.ISO_8859_1)));
    if (resource.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    String base = resource.get();
    String url = base + (base.endsWith("/") ? "" : "/") + id.get();
    Reply reply = client.get(url);
    try {
      return Optional.of(advice(reply));
    } catch (AcmeProtocolException | IllegalArgumentException e) {
      throw AcmeFault.garbled("the renewal information at " + url + ": " + e.getMessage(), e);
    }
  }

  private static RenewalAdvice advice(Reply reply) {
    JSON window = reply.body().get("suggestedWindow").asObject();
    return new RenewalAdvice(
        window.get("start").asInstant(),
        window.get("end").asInstant(),
        reply.body().get("explanationURL").map(JSON.Value::asString).orElse(""),
        reply.retryAt());
  }
}
