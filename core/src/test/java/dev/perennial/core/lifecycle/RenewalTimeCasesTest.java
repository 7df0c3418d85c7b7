package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.CaseSpecs;
import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import dev.perennial.model.CertificateSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Renewal times, against cert-manager's RenewalTime; without our spread. */
class RenewalTimeCasesTest {
  private static final Differences DIFFERENCES =
      Differences.of(RenewalTimeCasesTest.class, "renewal-time-differences.txt")
          .rule("after-expiry", RenewalTimeCasesTest::isAfterExpiry)
          .rule("one-window-fits", RenewalTimeCasesTest::hasSeveralWindowsOfWhichNoneIsFound)
          .rule("ari", row -> !row.path("input").path("ariSuggestedWindow").isNull());

  @TestFactory
  Stream<DynamicTest> times() {
    return Cases.rows("renewal-time.json", DIFFERENCES, RenewalTimeCasesTest::check);
  }

  private static boolean hasSeveralWindowsOfWhichNoneIsFound(JsonNode row) {
    return row.path("expected").path("error").asString("").equals("no-window-found")
        && row.path("input").path("renewal").path("windows").size() > 1;
  }

  private static boolean isAfterExpiry(JsonNode row) {
    Instant time = CaseObjects.instant(row.path("expected").path("renewalTime"));
    Instant end = CaseObjects.instant(row.path("input").path("notAfter"));
    return time != null && end != null && !time.isBefore(end);
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    JsonNode expected = row.path("expected");
    JsonNode percentage = input.path("renewBeforePercentage");
    CertificateSpec spec =
        CertificateSpec.builder()
            .renewBefore(CaseObjects.duration(input.path("renewBefore")))
            .renewBeforePercentage(percentage.isNumber() ? percentage.asInt() : null)
            .renewal(CaseSpecs.renewal(input.path("renewal")))
            .build();
    RenewalTime.Result result =
        RenewalTime.of(
            spec,
            new RenewalTime.Validity(
                Instant.parse(input.path("notBefore").asString()),
                Instant.parse(input.path("notAfter").asString())),
            null,
            0);
    assertEquals(
        Optional.ofNullable(CaseObjects.instant(expected.path("renewalTime"))), result.time());
    String error = expected.path("error").isNull() ? "" : expected.path("error").asString();
    assertEquals(error.equals("no-window-found"), result.noWindowFits(), error);
    assertTrue(error.isEmpty() || result.fault() != null || result.noWindowFits(), error);
  }
}
