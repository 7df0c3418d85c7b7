package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ResourceName;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an issuer allows itself, and what the server allows it. */
class LimitsTest {
  private static boolean allReady(World world, int count) {
    return IntStream.range(0, count)
        .allMatch(i -> world.isReady(new ResourceName("demo", "c" + i)));
  }

  private static void certificates(World world, int count) {
    IntStream.range(0, count)
        .forEach(i -> world.certificate("c" + i, "dnsNames: [c" + i + ".example.com]"));
  }

  @Test
  void aRateLimitIsWaitedForByAllAndCostsNoAttempt() {
    try (World world =
        World.of(b -> b.rateLimit(RequestKind.NEW_ORDER, 1, Duration.ofMinutes(30)))) {
      world.issuer();
      certificates(world, 3);
      Instant begin = world.clock.instant();
      world.driveUntil(() -> allReady(world, 3));
      assertTrue(allReady(world, 3), world::state);
      Duration took = Duration.between(begin, world.clock.instant());
      assertTrue(took.compareTo(Duration.ofMinutes(60)) >= 0, took::toString);
      assertTrue(took.compareTo(Duration.ofMinutes(100)) < 0, took::toString);
      assertEquals(3, world.ca.orders().size());
      // One that is let through, then one that is refused, for each window.
      assertTrue(world.ca.requests().count(RequestKind.NEW_ORDER) <= 6, world::state);
      IntStream.range(0, 3)
          .forEach(i -> assertEquals(0, world.failedAttempts(new ResourceName("demo", "c" + i))));
    }
  }

  @Test
  void ordersAreSpreadAsTheHostSays() {
    try (World world = new World(b -> b, World.config().newOrders(2, Duration.ofHours(1)))) {
      world.issuer();
      certificates(world, 5);
      Instant begin = world.clock.instant();
      world.driveUntil(() -> allReady(world, 5));
      Duration took = Duration.between(begin, world.clock.instant());
      assertTrue(took.compareTo(Duration.ofHours(2)) >= 0, took::toString);
      assertTrue(took.compareTo(Duration.ofHours(3)) < 0, took::toString);
      assertEquals(5, world.ca.requests().count(RequestKind.NEW_ORDER));
    }
  }

  @Test
  void noMoreChallengesThanAllowedAreUnderWay() {
    try (World world = new World(b -> b, World.config().maxConcurrentChallenges(2))) {
      world.ca.faults().slowValidationUntil(world.clock.instant().plus(Duration.ofMinutes(2)));
      world.issuer();
      world.certificate(
          "c0",
          "dnsNames: [a.example.com, b.example.com, c.example.com, d.example.com, e.example.com]");
      Instant half = world.clock.instant().plus(Duration.ofSeconds(100));
      world.driveUntil(() -> world.clock.instant().isAfter(half));
      assertEquals(2, world.presented().size());
      assertEquals(2, world.ca.requests().count(RequestKind.CHALLENGE));
      world.driveUntil(() -> allReady(world, 1));
      assertTrue(allReady(world, 1), world::state);
      assertEquals(1, world.ca.orders().size());
    }
  }

  @Test
  void oneNameIsNotValidatedTwiceAtOnce() {
    try (World world = new World(b -> b.reuseNoAuthorizations(), World.config())) {
      world.ca.faults().slowValidationUntil(world.clock.instant().plus(Duration.ofMinutes(2)));
      world.issuer();
      world.certificate("c0", "dnsNames: [www.example.com]");
      world.certificate("c1", "dnsNames: [www.example.com, api.example.com]");
      Instant half = world.clock.instant().plus(Duration.ofSeconds(100));
      world.driveUntil(() -> world.clock.instant().isAfter(half));
      assertEquals(2, world.ca.requests().count(RequestKind.CHALLENGE), world::state);
      world.driveUntil(() -> allReady(world, 2));
      assertTrue(allReady(world, 2), world::state);
      assertEquals(3, world.ca.requests().count(RequestKind.CHALLENGE));
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    AcmeIssuerConfig.Builder builder = AcmeIssuerConfig.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.maxConcurrentChallenges(0));
    assertThrows(IllegalArgumentException.class, () -> builder.newOrders(0, Duration.ofHours(1)));
    assertThrows(IllegalArgumentException.class, () -> builder.newOrders(1, Duration.ZERO));
  }
}
