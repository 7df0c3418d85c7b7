package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.Cases;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Waits after a failure, against cert-manager's shouldBackoffReissuingOnFailure. */
class BackoffCasesTest {
  @TestFactory
  Stream<DynamicTest> waits() {
    return Cases.rows("backoff.json", BackoffCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    Instant now = Instant.parse(input.path("now").asString());
    Settings.Builder settings = Settings.builder();
    if (CaseObjects.isThere(input.path("initialBackoff"))) {
      settings.initialBackoff(CaseObjects.goDuration(input.path("initialBackoff").asString()));
    }
    if (CaseObjects.isThere(input.path("maxBackoff"))) {
      settings.maximumBackoff(CaseObjects.goDuration(input.path("maxBackoff").asString()));
    }
    RequestFacts next =
        CaseObjects.isThere(input.path("nextRequest"))
            ? RequestFacts.read(CaseObjects.request(input.path("nextRequest")))
            : null;
    PolicyInput policy =
        new PolicyInput(
            CaseObjects.certificate(input.path("certificate")),
            SecretFacts.ABSENT,
            null,
            next,
            IssuerFacts.READY,
            settings.build(),
            now);
    Duration left =
        Backoff.nextAttempt(policy).map(t -> Duration.between(now, t)).orElse(Duration.ZERO);
    assertEquals(CaseObjects.goDuration(row.path("expected").path("delay").asString()), left);
  }
}
