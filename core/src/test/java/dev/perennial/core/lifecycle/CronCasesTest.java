package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.Cases;
import dev.perennial.model.CronSchedule;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Cron expressions, against cert-manager's CronParse. */
class CronCasesTest {
  @TestFactory
  Stream<DynamicTest> schedules() {
    return Cases.rows("cron.json", CronCasesTest::check);
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    String cron = input.path("cron").asString();
    String zone = input.path("timezone").asString();
    if (!row.path("expected").path("valid").asBoolean()) {
      assertThrows(IllegalArgumentException.class, () -> CronSchedule.parse(cron, zone));
      return;
    }
    CronSchedule schedule = CronSchedule.parse(cron, zone);
    Instant after = Instant.parse(input.path("from").asString());
    for (JsonNode expected : row.path("expected").path("next")) {
      Optional<Instant> next = schedule.next(after);
      if (expected.isNull()) {
        assertEquals(Optional.empty(), next);
        return;
      }
      assertEquals(Instant.parse(expected.asString()), next.orElseThrow());
      after = next.orElseThrow();
    }
  }
}
