package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Tables;
import dev.perennial.model.GoDuration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** How long a failure holds back the next attempt. */
class BackoffTest {
  @ParameterizedTest(name = "{4}")
  @CsvFileSource(resources = "backoff.csv", numLinesToSkip = 1)
  void waits(
      Integer failures, String initial, String maximum, String delay, String why, String source) {
    Settings settings =
        Settings.builder()
            .initialBackoff(GoDuration.parse(initial))
            .maximumBackoff(GoDuration.parse(maximum))
            .build();
    assertEquals(GoDuration.parse(delay), Backoff.delay(failures, settings), source);
  }

  @TestFactory
  Stream<DynamicTest> nextAttempts() {
    return Tables.rows(
        BackoffTest.class,
        "next-attempt.yaml",
        Set.of("given", "until"),
        row ->
            assertEquals(
                Optional.ofNullable(SceneReader.nullableInstant(row.path("until"))),
                Backoff.nextAttempt(Scene.of(row).input())));
  }
}
