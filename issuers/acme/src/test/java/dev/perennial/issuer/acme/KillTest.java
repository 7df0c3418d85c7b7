package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.fault.FaultyStore.Fault;
import dev.perennial.testkit.fault.FaultyStore.Moment;
import dev.perennial.testkit.fault.SimulatedCrash;
import org.junit.jupiter.api.Test;

/**
 * The process dies before and after every single write of an issuance, each of which ends a step:
 * the same order is finished each time, and nothing that was shown is left behind.
 */
class KillTest {
  @Test
  void theSameOrderIsFinishedAfterEveryCrash() {
    int writes;
    try (World world = begun()) {
      int before = world.faulty.writes();
      world.issue();
      writes = world.faulty.writes() - before;
    }
    assertTrue(writes > 15, "an issuance of two names takes more steps than " + writes);
    int ordersLost = 0;
    for (int n = 1; n <= writes; n++) {
      for (Moment moment : Moment.values()) {
        ordersLost += ordersOf(n, moment) - 1;
      }
    }
    // A crash between the answer to newOrder and the write that keeps its URL; no other.
    assertEquals(1, ordersLost);
  }

  private static int ordersOf(int n, Moment moment) {
    String where = "crash at write " + n + ", " + moment;
    try (World world = begun()) {
      world.faulty.atWrite(world.faulty.writes() + n, Fault.CRASH, moment);
      boolean crashed = false;
      try {
        world.issue();
      } catch (SimulatedCrash e) {
        crashed = true;
        world.faulty.restart();
        world.crash();
        world.issue();
      }
      assertTrue(crashed, where);
      assertTrue(world.presented().isEmpty(), where);
      assertEquals(0, world.failedAttempts(World.WEB), where);
      assertEquals(1, world.ca.accounts().size(), where);
      assertEquals(1, world.ca.issued().size(), () -> where + "\n" + world.ca.requests());
      return world.ca.orders().size();
    }
  }

  private static World begun() {
    World world = World.create();
    world.issuer();
    world.manager.tick();
    world.certificate("web", "dnsNames: [a.example.com, b.example.com]");
    return world;
  }

  @Test
  void theAccountIsRegisteredOnceWhateverCrash() {
    for (int n = 1; n <= 2; n++) {
      for (Moment moment : Moment.values()) {
        try (World world = World.create()) {
          world.issuer();
          world.web();
          world.faulty.atWrite(world.faulty.writes() + n, Fault.CRASH, moment);
          try {
            world.issue();
            throw new AssertionError("no crash at write " + n);
          } catch (SimulatedCrash e) {
            world.faulty.restart();
            world.crash();
          }
          world.issue();
          assertEquals(1, world.ca.accounts().size(), "crash at write " + n + ", " + moment);
        }
      }
    }
  }
}
