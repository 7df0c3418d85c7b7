package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.lifecycle.Controllers;
import dev.perennial.core.lifecycle.Controllers.Injected;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Condition;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import dev.perennial.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The steps that begin an issuance and that keep the Ready condition, with the result of their
 * policies injected as cert-manager's tests of the controllers do. The policies themselves have
 * rows of their own.
 */
class StatusCasesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Settings SETTINGS = Settings.builder().renewalSpread(0).build();

  private static final Differences TRIGGER =
      Differences.of(StatusCasesTest.class, "trigger-differences.txt")
          .rule("gatherer-fails", row -> CaseObjects.isThere(gatherError(row)));

  @TestFactory
  Stream<DynamicTest> trigger() {
    return Cases.rows("lifecycle/trigger.json", TRIGGER, StatusCasesTest::checkTrigger);
  }

  @TestFactory
  Stream<DynamicTest> readiness() {
    return Cases.rows("lifecycle/readiness.json", StatusCasesTest::checkReadiness);
  }

  private static JsonNode gatherError(JsonNode row) {
    return row.path("input").path("gatherError");
  }

  private static void checkTrigger(JsonNode row) {
    JsonNode input = row.path("input");
    JsonNode expected = row.path("expected");
    if (!CaseObjects.isThere(input.path("certificate"))) {
      assertEquals(0, expected.path("actions").size());
      return;
    }
    ArrayNode objects = JSON.createArrayNode();
    for (String field : List.of("certificate", "secret", "currentRequest", "nextRequest")) {
      if (CaseObjects.isThere(input.path(field))) {
        objects.add(input.path(field));
      }
    }
    row.path("otherObjects").forEach(objects::add);
    Certificate certificate = CaseResources.certificateIn(objects);
    CaseResources resources = new CaseResources(objects, certificate.meta().name());
    CaseWorld world = new CaseWorld(resources.all(), CaseWorld.now(row), SETTINGS);
    AtomicInteger evaluated = new AtomicInteger();
    world.run(
        certificate.meta().resourceName(),
        Controllers.trigger(
            () -> {
              evaluated.incrementAndGet();
              return injected(input.path("policyResult"));
            }));
    CaseWrites writes = new CaseWrites(resources, certificate);
    assertEquals(writes.expected(row), writes.ours(world.writes()));
    assertEquals(CaseWorld.expectedEvents(row), told(world));
    assertEquals(expected.path("policyEvaluated").asBoolean(), evaluated.get() > 0);
  }

  /** That a certificate waits for another is told by us alone. */
  private static List<String> told(CaseWorld world) {
    return world.events().stream().filter(e -> !e.endsWith(" DuplicateSecretName")).toList();
  }

  private static Optional<Injected> injected(JsonNode result) {
    return result.path("violation").asBoolean(false)
        ? Optional.of(
            new Injected(result.path("reason").asString(), result.path("message").asString()))
        : Optional.empty();
  }

  private static void checkReadiness(JsonNode row) {
    JsonNode existing = row.path("input").path("existing");
    if (existing.isEmpty()) {
      assertEquals(0, row.path("expected").path("actions").size());
      return;
    }
    JsonNode parameters = row.path("testParameters");
    Certificate certificate = CaseResources.certificateIn(existing);
    CaseResources resources = new CaseResources(existing, certificate.meta().name());
    List<Resource> all = new ArrayList<>(resources.all());
    all.removeIf(Certificate.class::isInstance);
    all.add(withRenewal(certificate, parameters));
    CaseWorld world = new CaseWorld(all, CaseWorld.now(row), SETTINGS);
    JsonNode found = parameters.path("condition");
    boolean ready = found.path("status").asString().equals("True");
    Optional<Injected> injected =
        ready
            ? Optional.empty()
            : Optional.of(
                new Injected(found.path("reason").asString(), found.path("message").asString()));
    world.run(certificate.meta().resourceName(), Controllers.readiness(() -> injected));
    CaseWrites writes = new CaseWrites(resources, certificate);
    assertEquals(writes.expected(row), writes.ours(world.writes()));
    boolean renewalFails = CaseObjects.isThere(parameters.path("renewalTimeError"));
    // The recorded run had nobody listening; the controller does tell.
    assertEquals(renewalFails ? List.of("Warning WindowError") : List.of(), world.events());
  }

  /**
   * Injects the renewal time that the row's own function gives, or its failure, through what the
   * spec says of it. A Ready condition of ours has one message, and a row's another.
   */
  private static Certificate withRenewal(Certificate certificate, JsonNode parameters) {
    CertificateSpec.Builder spec = certificate.spec().toBuilder();
    Instant notAfter = CaseObjects.instant(parameters.path("notAfter"));
    Instant renewal = CaseObjects.instant(parameters.path("renewalTime"));
    if (notAfter != null && renewal != null) {
      spec.renewBefore(Duration.between(renewal, notAfter));
    }
    if (CaseObjects.isThere(parameters.path("renewalTimeError"))) {
      RenewalWindow closed = new RenewalWindow("0 0 * * *", Duration.ZERO, "UTC");
      spec.renewal(new RenewalSpec(RenewalPolicy.RENEW_BEFORE, List.of(closed)));
    }
    List<Condition> conditions =
        certificate.status().conditions().stream().map(StatusCasesTest::inOurWords).toList();
    return certificate.toBuilder()
        .spec(spec.build())
        .status(certificate.status().toBuilder().conditions(conditions).build())
        .build();
  }

  private static Condition inOurWords(Condition c) {
    return c.reason().equals("Ready")
        ? new Condition(
            c.type(),
            c.status(),
            c.reason(),
            "Certificate is up to date and has not expired",
            c.lastTransitionTime(),
            c.observedGeneration())
        : c;
  }
}
