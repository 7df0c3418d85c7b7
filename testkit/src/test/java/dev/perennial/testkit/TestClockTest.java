package dev.perennial.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {
  @Test
  void itStandsStillUntilItIsMoved() {
    TestClock clock = TestClock.create();
    assertEquals(Instant.parse("2030-01-01T00:00:00Z"), clock.instant());
    assertEquals(TestClock.START, clock.instant());
  }

  @Test
  void itMovesForthAndBack() {
    TestClock clock = TestClock.at(Instant.EPOCH);
    assertEquals(Instant.ofEpochSecond(90), clock.advance(Duration.ofSeconds(90)));
    assertEquals(Instant.ofEpochSecond(60), clock.advance(Duration.ofSeconds(-30)));
    clock.set(Instant.ofEpochSecond(5));
    assertEquals(Instant.ofEpochSecond(5), clock.instant());
    assertEquals(Instant.ofEpochSecond(7), clock.advanceTo(Instant.ofEpochSecond(7)));
    assertEquals(Instant.ofEpochSecond(7), clock.advanceTo(Instant.ofEpochSecond(6)));
  }
}
