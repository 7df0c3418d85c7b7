package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ResourceName;
import dev.perennial.testkit.acme.AcmeCaBuilder;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.LoggedRequest;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every exchange in turn fails in each way; the end is a certificate, and the order count right.
 */
class FaultTest {
  private static final int WARM = 8;

  /** What goes wrong. */
  enum Trouble {
    ERROR(Fault.status(500), false),
    UNAVAILABLE(Fault.status(503, Duration.ofMinutes(7)), false),
    INTERNAL(Fault.problem(500, "serverInternal"), false),
    RATE_LIMITED(Fault.rateLimited(Duration.ofMinutes(7)), false),
    RATE_LIMITED_WITHOUT_TIME(Fault.problem(429, "rateLimited"), false),
    NOT_SEEN(new Fault.Drop(Fault.Drop.Moment.BEFORE_IT), false),
    NOT_ANSWERED(new Fault.Drop(Fault.Drop.Moment.AFTER_IT), true),
    CUT(new Fault.Cut(), true),
    GARBAGE(new Fault.Garbage(), true),
    EMPTY(Fault.status(200), false),
    BAD_NONCE(Fault.problem(400, "badNonce"), false),
    GONE(Fault.problem(404, "malformed"), true),
    GONE_WITHOUT_PROBLEM(Fault.status(404), true);

    private final Fault fault;
    private final boolean mayCostAnOrder;

    Trouble(Fault fault, boolean mayCostAnOrder) {
      this.fault = fault;
      this.mayCostAnOrder = mayCostAnOrder;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFirstIssuanceEndsInACertificate(Trouble trouble) {
    // The first three exchanges are the directory, a nonce and the account; the rest is warm.
    for (int n = 1; n <= 4; n++) {
      try (World world = World.create()) {
        world.ca.faults().onNthOfAll(n, trouble.fault);
        world.issuer();
        world.web();
        world.driveUntil(() -> world.isReady(World.WEB) || world.hasFailed(World.WEB));
        check(world, trouble, World.WEB, "exchange " + n, 0);
        assertEquals(1, world.ca.accounts().size(), world::state);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLaterIssuanceEndsInACertificate(Trouble trouble) {
    try (World world = World.of(AcmeCaBuilder::reuseNoAuthorizations)) {
      world.issuer();
      world.web();
      world.issue();
      for (int n = 1; n <= WARM; n++) {
        ResourceName name = new ResourceName("demo", "c" + n);
        int orders = world.ca.orders().size();
        world.ca.requests().clear();
        world.ca.faults().onNthOfAll(n, trouble.fault);
        world.certificate("c" + n, "dnsNames: [c" + n + ".example.com]");
        world.driveUntil(() -> world.isReady(name) || world.hasFailed(name));
        check(world, trouble, name, "exchange " + n, orders);
        world.ca.faults().heal();
      }
    }
  }

  private static void check(
      World world, Trouble trouble, ResourceName name, String where, int ordersBefore) {
    assertTrue(world.isReady(name), () -> where + "\n" + world.state());
    assertEquals(0, world.failedAttempts(name), () -> where + "\n" + world.state());
    assertEquals(List.of(), world.presented(), where);
    int orders = world.ca.orders().size() - ordersBefore;
    assertTrue(
        orders == 1 || orders == 2 && trouble.mayCostAnOrder,
        () -> where + ": " + orders + " orders\n" + world.state());
  }

  @Test
  void anAnswerThatComesTooLateIsLikeNone() {
    try (World world =
        new World(
            AcmeCaBuilder::reuseNoAuthorizations, World.config().timeout(Duration.ofMillis(900)))) {
      world.issuer();
      world.web();
      world.issue();
      List<RequestKind> kinds =
          List.of(
              RequestKind.NEW_ORDER,
              RequestKind.CHALLENGE,
              RequestKind.FINALIZE,
              RequestKind.CERTIFICATE);
      for (RequestKind kind : kinds) {
        String name = "c" + kind.ordinal();
        world.ca.faults().onNext(kind, new Fault.Delay(Duration.ofMillis(1500)));
        world.certificate(name, "dnsNames: [" + name + ".example.com]");
        world.drive(new ResourceName("demo", name));
        world.ready(name);
        assertEquals(0, world.failedAttempts(new ResourceName("demo", name)));
      }
    }
  }

  @Test
  void halfOfTheNoncesAreRejected() {
    try (World world = World.create()) {
      world.ca.faults().badNonces(0.5);
      world.issuer();
      world.certificate("web", "dnsNames: [a.example.com, b.example.com, c.example.com]");
      world.issue();
      assertEquals(1, world.ca.orders().size());
    }
  }

  @Test
  void aCaThatStartsAnewBetweenAnyTwoStepsGetsOneMoreOrder() {
    for (int n = 1; n <= 12; n++) {
      try (World world = World.create()) {
        world.issuer();
        world.manager.tick();
        world.web();
        int restartAfter = world.ca.requests().count() + n;
        int[] ordersBefore = {0};
        boolean[] restarted = {false};
        world.store.watch(
            key -> {
              if (!restarted[0] && world.ca.requests().count() >= restartAfter) {
                restarted[0] = true;
                ordersBefore[0] = world.ca.requests().count(RequestKind.NEW_ORDER);
                world.ca.restart();
              }
            });
        world.drive(World.WEB);
        assertTrue(world.isReady(World.WEB), world::state);
        assertEquals(0, world.failedAttempts(World.WEB), world::state);
        assertEquals(List.of(), world.presented());
        long placed =
            world.ca.requests().of(RequestKind.NEW_ORDER).stream()
                .map(LoggedRequest::status)
                .filter(status -> status == 201)
                .count();
        assertTrue(placed <= 2, world::state);
      }
    }
  }

  @Test
  void ordersThatAreForgottenArePlacedAnewAndWhatTheyShowedIsTakenBack() {
    try (World world = World.create()) {
      world.ca.faults().slowValidation(2);
      world.issuer();
      world.web();
      world.driveUntil(() -> world.ca.requests().count(RequestKind.CHALLENGE) == 1);
      world.ca.loseOrders();
      world.issue();
      assertEquals(List.of(), world.presented());
      assertEquals(0, world.failedAttempts(World.WEB));
    }
  }

  @Test
  void anOrderWhoseSolverIsGoneFailsAndIsPlacedAnew() {
    try (World world = World.create()) {
      world.issuer(
          "solvers: [{http01: {ingress: {}}}, {http01: {ingress: {}}, selector: {dnsZones: [example.com]}}]");
      world.ca.faults().onEvery(RequestKind.CHALLENGE, Fault.status(503));
      world.web();
      world.driveUntil(() -> world.presented().size() == 1);
      world.issuer();
      world.ca.faults().heal();
      world.driveUntil(() -> world.hasFailed(World.WEB));
      assertTrue(world.issuingMessage().contains("no longer one of the issuer's"), world::state);
      world.driveUntil(() -> world.isReady(World.WEB));
      assertEquals(2, world.ca.orders().size());
    }
  }

  @Test
  void aDirectoryThatMovedIsAskedForAnew() {
    try (World world = World.create()) {
      world.issuer();
      world.web();
      world.issue();
      world.ca.moveDirectory();
      world.certificate("api", "dnsNames: [api.example.com]");
      world.drive(new ResourceName("demo", "api"));
      world.ready("api");
      assertEquals(0, world.failedAttempts(new ResourceName("demo", "api")));
      assertEquals(2, world.ca.orders().size());
    }
  }

  @Test
  void accountsThatAreForgottenAreRegisteredAnew() {
    try (World world = World.create()) {
      world.issuer();
      world.web();
      world.issue();
      world.ca.loseAccounts();
      world.certificate("api", "dnsNames: [api.example.com]");
      world.drive(new ResourceName("demo", "api"));
      world.ready("api");
      assertEquals(1, world.ca.accounts().size());
      world.crash();
      world.certificate("third", "dnsNames: [third.example.com]");
      world.drive(new ResourceName("demo", "third"));
      world.ready("third");
      assertEquals(1, world.ca.accounts().size());
    }
  }
}
