package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long a resource rests after a fault. */
class FaultsTest {
  private static final ResourceKey KEY = ResourceKey.certificate(Lab.WEB);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Faults faults = new Faults();

  @Test
  void aFaultIsTriedAgainAfterOneSecondDoublingToThirty() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      waits.add(faults.retryAt(KEY, NOW).getEpochSecond() - NOW.getEpochSecond());
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), waits);
    faults.forget(KEY);
    assertEquals(NOW.plusSeconds(1), faults.retryAt(KEY, NOW));
  }

  @Test
  void aWriteThatComesTooLateAgainAndAgainIsAFault() {
    for (int i = 0; i < 3; i++) {
      assertEquals(NOW, faults.afterConflict(KEY, NOW));
    }
    assertEquals(NOW.plusSeconds(1), faults.afterConflict(KEY, NOW));
    assertEquals(NOW.plusSeconds(2), faults.afterConflict(KEY, NOW));
    faults.forget(KEY);
    assertEquals(NOW, faults.afterConflict(KEY, NOW));
  }

  @Test
  void whatWasSaidOfAFaultIsKeptUntilAStepSucceeds() {
    faults.remember(KEY, "the disk is full");
    assertEquals("the disk is full", faults.lastOf(KEY));
    faults.forget(KEY);
    assertEquals("", faults.lastOf(KEY));
  }
}
