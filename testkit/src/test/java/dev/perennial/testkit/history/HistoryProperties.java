package dev.perennial.testkit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever people, the issuer, the clock, the store and strangers do: once they stop, every
 * certificate becomes ready, its secret is what its spec says, nothing is left over; and on the way
 * no secret was ever written that a server could not use.
 *
 * <p>200 histories unless {@code -Djqwik.tries.default=<n>} asks for more.
 */
class HistoryProperties {
  @Property(shrinking = ShrinkingMode.BOUNDED)
  void everyHistoryEndsWell(@ForAll("histories") List<Event> history) {
    live(history);
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return Events.histories();
  }

  /**
   * Each event may set off a few issuances of three certificates with a few steps each; beyond that
   * only time does, and a leaf lives for ten days at least, or is waited for.
   */
  private static void requireFewSignings(World world, int events) {
    long most = 30 + 12L * events + 3 * world.waited.toDays() / 3;
    int asked = world.issuer.asked().size();
    assertTrue(asked <= most, () -> asked + " signing steps, at most " + most + " were due");
  }

  private static void live(List<Event> history) {
    try (World world = new World()) {
      try {
        history.forEach(world::live);
        new Settling(world).settle();
        assertEquals(List.of(), world.guard.faults(), "what was written on the way");
        requireFewSignings(world, history.size());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(e.getMessage() + world.story(), e);
      }
    }
  }
}
