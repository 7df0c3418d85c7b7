package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.lifecycle.Controllers;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.RenewalAdvice;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Violation;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The renewal information in the status, against cert-manager's readiness controller. How long
 * until the next time is random there, and so is the moment, which we draw and store: both are held
 * to their range. The condition and the times of the leaf have rows of their own.
 */
class RenewalInformationCasesTest {
  private static final Settings SETTINGS = Settings.builder().renewalSpread(0).build();

  /** The row's client says so (cert-manager's test: {@code FakeGetRenewalInfo}). */
  private static final Duration USUAL_WAIT = Duration.ofHours(6);

  @TestFactory
  Stream<DynamicTest> rows() {
    return Cases.rows("lifecycle/readiness-ari.json", RenewalInformationCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode existing = row.path("input").path("existing");
    Certificate certificate = CaseResources.certificateIn(existing);
    Instant now = CaseWorld.now(row);
    JsonNode wanted = wanted(row);
    List<Resource> resources = new ArrayList<>();
    for (Resource resource : new CaseResources(existing, certificate.meta().name()).all()) {
      resources.add(resource instanceof Issuer issuer ? ready(issuer, now) : resource);
    }
    CaseWorld world = new CaseWorld(resources, now, SETTINGS, List.of(new Advisor(wanted)));
    world.run(certificate.meta().resourceName(), Controllers.renewalInformation());
    Certificate after = (Certificate) world.read(certificate.key());
    AriStatus ari = after.status().ari();
    if (!CaseObjects.isThere(wanted)) {
      assertEquals(null, ari);
      return;
    }
    assertNotNull(ari);
    JsonNode window = wanted.path("suggestedWindow");
    assertEquals(CaseObjects.instant(window.path("start")), ari.windowStart());
    assertEquals(CaseObjects.instant(window.path("end")), ari.windowEnd());
    assertEquals(wanted.path("explanationURL").asString(""), ari.explanationUrl());
    assertEquals(CaseObjects.instant(wanted.path("lastChecked")), ari.lastChecked());
    assertTrue(!ari.selectedTime().isBefore(ari.windowStart()), ari.toString());
    assertTrue(ari.selectedTime().isBefore(ari.windowEnd()), ari.toString());
    requireWithinATenth(now, CaseObjects.instant(wanted.path("nextCheck")));
    requireWithinATenth(now, ari.nextCheck());
    assertEquals(List.of(), world.events());
  }

  private static void requireWithinATenth(Instant now, Instant next) {
    double share = (double) Duration.between(now, next).toSeconds() / USUAL_WAIT.toSeconds();
    assertTrue(share >= 0.899 && share <= 1.1, next.toString());
  }

  private static JsonNode wanted(JsonNode row) {
    JsonNode last = row.path("expected").path("actions");
    return last.path(last.size() - 1).path("object").path("status").path("acme").path("ari");
  }

  /** The controllers of cert-manager do not ask whether the issuer is ready. */
  private static Issuer ready(Issuer issuer, Instant now) {
    Condition ready = Condition.of(ConditionTypes.READY, ConditionStatus.TRUE, "Ready", "");
    return issuer.toBuilder()
        .status(
            issuer.status().toBuilder()
                .conditions(Conditions.with(List.of(), ready, now, issuer.meta().generation()))
                .build())
        .build();
  }

  /** Serves {@code spec.acme}, with the answer of a row. */
  private record Advisor(JsonNode ari) implements IssuerProvider {
    @Override
    public IssuerKind kind() {
      return IssuerKind.builtIn("acme");
    }

    @Override
    public List<Violation> validate(Issuer issuer, FieldPath path) {
      return List.of();
    }

    @Override
    public Set<ResourceName> referencedSecrets(Issuer issuer, String secretNamespace) {
      return Set.of();
    }

    @Override
    public boolean advisesOnRenewal(Issuer issuer) {
      Map<String, Object> acme = issuer.spec().config("acme").orElse(Map.of());
      return !"None".equals(acme.get("renewalInformationSource"));
    }

    @Override
    public Signer open(IssuerContext context) {
      return new Signer() {
        @Override
        public IssuerCheck check() {
          return new IssuerCheck.Ready("Ready", "", null);
        }

        @Override
        public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
          throw new AssertionError("nothing is signed here");
        }

        @Override
        public Optional<RenewalAdvice> renewalAdvice(String chain) {
          JsonNode window = ari.path("suggestedWindow");
          return Optional.of(
              new RenewalAdvice(
                  CaseObjects.instant(window.path("start")),
                  CaseObjects.instant(window.path("end")),
                  ari.path("explanationURL").asString(""),
                  Optional.empty()));
        }
      };
    }
  }
}
