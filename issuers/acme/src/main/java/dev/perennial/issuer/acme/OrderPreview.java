package dev.perennial.issuer.acme;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.issuer.acme.client.AcmeClient;
import dev.perennial.issuer.acme.config.AcmeConfig;
import dev.perennial.issuer.acme.order.OrderAdvice;
import dev.perennial.issuer.acme.order.OrderCodec;
import dev.perennial.issuer.acme.order.OrderState;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * The step before the first of an order: refuses what no order can be placed for, and warns of what
 * the server is going to refuse. With nothing to say it takes no step. Safe for use by several
 * threads.
 */
final class OrderPreview {
  private final AcmeClient client;
  private final AcmeConfig config;
  private final InstantSource clock;

  OrderPreview(AcmeClient client, AcmeConfig config, InstantSource clock) {
    this.client = client;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Returns the step, or empty when the order may be placed at once.
   *
   * @throws dev.perennial.issuer.acme.client.AcmeFault when the directory cannot be had
   */
  Optional<SigningStep> look(SigningRequest request) {
    Optional<String> problem =
        config.profile().isEmpty()
            ? Optional.empty()
            : OrderAdvice.profileProblem(config, profiles());
    if (problem.isPresent()) {
      return Optional.of(SigningStep.Refused.failed("InvalidOrder", problem.get()));
    }
    CertificateSigningRequest csr;
    try {
      csr = SigningRequests.parsePem(request.csrPem());
    } catch (PkiException e) {
      return Optional.empty(); // the order itself says so
    }
    List<SigningStep.Note> notes =
        OrderAdvice.warnings(config, csr, request.resource().spec().usages());
    return notes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SigningStep.Pending(
                Checkpoint.of(OrderCodec.write(OrderState.NEW)),
                clock.instant(),
                "OrderPending",
                "The order is about to be placed",
                notes));
  }

  private Set<String> profiles() {
    return client
        .directoryMeta()
        .get("profiles")
        .map(JSON.Value::asObject)
        .map(JSON::keySet)
        .orElse(Set.of());
  }
}
