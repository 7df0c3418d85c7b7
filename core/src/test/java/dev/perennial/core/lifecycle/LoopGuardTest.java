package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Tables;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What counts as a loop of issuing, and how long it is held. */
class LoopGuardTest {
  @TestFactory
  Stream<DynamicTest> holds() {
    return Tables.rows(
        LoopGuardTest.class,
        "loop-guard.yaml",
        Set.of("given", "reason", "until"),
        row ->
            assertEquals(
                Optional.ofNullable(SceneReader.nullableInstant(row.path("until"))),
                LoopGuard.holdUntil(Scene.of(row).input(), row.path("reason").asString())));
  }

  @TestFactory
  Stream<DynamicTest> repeats() {
    return Tables.rows(
        LoopGuardTest.class,
        "repeated-issuances.yaml",
        Set.of("given", "reason", "repeats"),
        row -> {
          Scene scene = Scene.of("asked", row.path("given"));
          assertEquals(
              row.has("repeats") ? row.path("repeats").asInt() : null,
              LoopGuard.repeats(
                  scene.view().certificate().status(),
                  row.path("reason").asString(),
                  scene.now().plus(Duration.ofHours(1)),
                  scene.settings()));
        });
  }
}
