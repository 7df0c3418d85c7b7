package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.model.ResourceName;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.AcmeCaBuilder;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders through the whole manager, against the CA of the testkit. */
class IssuanceTest {
  @Test
  void oneNameIsProvenByHttp() throws Exception {
    try (World world = World.create()) {
      world.issuer();
      world.web();
      X509Certificate leaf = world.issue();
      assertEquals(List.of("www.example.com"), names(leaf));
      assertEquals(List.of(), world.presented());
      assertEquals(1, world.ca.orders().size());
      assertEquals("ACMEAccountRegistered", world.issuerReady().reason());
    }
  }

  @Test
  void severalNamesAreProvenInOneOrder() throws Exception {
    try (World world = World.create()) {
      world.issuer();
      world.certificate("web", "dnsNames: [c.example.com, A.example.com, b.example.com]");
      assertEquals(
          List.of("a.example.com", "b.example.com", "c.example.com"), names(world.issue()));
      assertEquals(1, world.ca.orders().size());
      assertEquals(3, world.ca.requests().count(RequestKind.CHALLENGE));
    }
  }

  @Test
  void anAddressIsProvenAndLookedAtBefore() throws Exception {
    try (World world = new World(b -> b, World.config().selfCheck(true))) {
      world.issuer();
      world.certificate("web", "ipAddresses: [127.0.0.1]");
      assertEquals(List.of("127.0.0.1"), names(world.issue()));
    }
  }

  @Test
  void anAnswerThatCannotBeSeenIsNotShownToTheServer() throws Exception {
    try (World world = new World(b -> b, World.config().selfCheck(true))) {
      world.closeListener();
      world.issuer();
      world.certificate("web", "ipAddresses: [127.0.0.1]");
      world.driveUntil(world.clock.instant().plusSeconds(60));
      assertEquals(0, world.ca.requests().count(RequestKind.CHALLENGE));
      assertTrue(world.state().contains("propagation: failed to perform self check"), world::state);
    }
  }

  @Test
  void aValidAuthorizationServesAgain() {
    try (World world = World.create()) {
      world.issuer();
      world.web();
      world.issue();
      world.ca.requests().clear();
      world.manager.renew(World.WEB);
      world.driveUntil(() -> world.ca.issued().size() == 2 && world.isReady(World.WEB));
      assertEquals(0, world.ca.requests().count(RequestKind.CHALLENGE));
      assertEquals(2, world.ca.issued().size(), world::state);
    }
  }

  @Test
  void aCertificateIsRenewedAfterTwoThirdsOfItsLife() {
    try (World world = World.create()) {
      world.issuer("renewalInformationSource: None");
      world.web();
      world.issue();
      Instant first = world.clock.instant();
      world.driveUntil(() -> world.ca.issued().size() == 2);
      Duration age = Duration.between(first, world.clock.instant());
      assertTrue(age.compareTo(Duration.ofDays(57)) > 0, age::toString);
      assertTrue(age.compareTo(Duration.ofDays(61)) < 0, age::toString);
    }
  }

  @Test
  void anIssuanceMakesEightRequestsAndSevenWithANonceLeft() {
    try (World world = World.of(AcmeCaBuilder::reuseNoAuthorizations)) {
      world.issuer();
      world.manager.tick();
      world.crash();
      world.ca.requests().clear();
      world.web();
      world.issue();
      assertEquals(
          Map.of(
              RequestKind.DIRECTORY, 1,
              RequestKind.NEW_NONCE, 1,
              RequestKind.NEW_ORDER, 1,
              RequestKind.AUTHORIZATION, 2,
              RequestKind.CHALLENGE, 1,
              RequestKind.FINALIZE, 1,
              RequestKind.ORDER, 1,
              RequestKind.CERTIFICATE, 1),
          withoutRenewalInfo(world));
      world.ca.requests().clear();
      world.certificate("api", "dnsNames: [api.example.com]");
      world.drive(new ResourceName("demo", "api"));
      assertEquals(
          7,
          withoutRenewalInfo(world).values().stream().mapToInt(i -> i).sum(),
          world.ca.requests()::toString);
    }
  }

  private static Map<RequestKind, Integer> withoutRenewalInfo(World world) {
    Map<RequestKind, Integer> counts = world.ca.requests().counts();
    counts.remove(RequestKind.RENEWAL_INFO);
    return counts;
  }

  @Test
  void theDurationIsAskedForWhereTheIssuerSaysSo() {
    try (World world = World.create()) {
      world.issuer("enableDurationFeature: true");
      world.web("duration: 240h");
      X509Certificate leaf = world.issue();
      Duration life =
          Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
      assertTrue(life.minusDays(10).abs().compareTo(Duration.ofHours(2)) < 0, life::toString);
    }
  }

  @Test
  void theProfileIsAskedFor() {
    try (World world = World.create()) {
      world.issuer("profile: shortlived");
      world.web();
      X509Certificate leaf = world.issue();
      Duration life =
          Duration.between(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
      assertTrue(life.compareTo(Duration.ofHours(161)) < 0, life::toString);
    }
  }

  @Test
  void anUnknownProfileFailsTheAttemptBeforeAnOrder() {
    try (World world = World.create()) {
      world.issuer("profile: gold");
      world.web();
      world.drive(World.WEB);
      assertTrue(world.hasFailed(World.WEB), world::state);
      assertEquals(0, world.ca.requests().count(RequestKind.NEW_ORDER), "asked before the order");
      assertTrue(world.issuingMessage().contains("gold"), world::issuingMessage);
    }
  }

  @Test
  void theChainThatIsPreferredIsTaken() {
    try (World world = World.of(b -> b.alternateRoots(2))) {
      List<String> tops = new java.util.ArrayList<>();
      for (int i = 0; i < 3; i++) {
        tops.add(root(world.ca, i));
      }
      assertEquals(3, new TreeSet<>(tops).size(), tops::toString);
      for (int i = 0; i < 3; i++) {
        world.issuer("preferredChain: " + commonName(tops.get(i)));
        world.web();
        renew(world, i);
        assertEquals(tops.get(i), top(world.chain("web")));
      }
      world.issuer("preferredChain: Nobody");
      renew(world, 3);
      assertEquals(tops.get(0), top(world.chain("web")));
    }
  }

  private static void renew(World world, int issuedSoFar) {
    if (issuedSoFar > 0) {
      world.manager.renew(World.WEB);
    }
    world.driveUntil(
        () ->
            world.ca.issued().size() == issuedSoFar + 1
                && world.isReady(World.WEB)
                && !issuing(world));
  }

  private static boolean issuing(World world) {
    return world
        .certificate(World.WEB)
        .status()
        .condition("Issuing")
        .filter(c -> c.isTrue())
        .isPresent();
  }

  @Test
  void aFailedChallengeIsShownWithItsProblem() {
    try (World world = World.create()) {
      world.ca.faults().rejectChallengesFor("b.example.com");
      world.issuer();
      world.certificate("web", "dnsNames: [a.example.com, b.example.com]");
      world.drive(World.WEB);
      assertTrue(world.hasFailed(World.WEB), world::state);
      String message = world.issuingMessage();
      assertTrue(message.contains("authorization of b.example.com is invalid: http-01"), message);
      assertTrue(message.contains("urn:ietf:params:acme:error:"), message);
      assertEquals(List.of(), world.presented());
      assertEquals(1, world.ca.orders().size());
    }
  }

  @Test
  void refusedNamesAreShownWithAllSubproblems() {
    try (World world = World.of(b -> b.blocked("bad.test").blocked("worse.test"))) {
      world.issuer();
      world.certificate("web", "dnsNames: [ok.test, bad.test, worse.test]");
      world.drive(World.WEB);
      String message = world.issuingMessage();
      assertTrue(message.contains("Failed to create Order"), message);
      assertTrue(message.contains("bad.test: urn:ietf:params:acme:error:rejected"), message);
      assertTrue(message.contains("worse.test: urn:ietf:params:acme:error:rejected"), message);
    }
  }

  @Test
  void aNameWithoutSolverIsSaid() {
    try (World world = World.create()) {
      world.issuer("solvers: [{http01: {ingress: {}}, selector: {dnsZones: [example.org]}}]");
      world.web();
      world.drive(World.WEB);
      assertTrue(
          world.issuingMessage().contains("no solver of the issuer fits www.example.com"),
          world::issuingMessage);
      assertEquals(0, world.ca.requests().count(RequestKind.CHALLENGE));
    }
  }

  @Test
  void aCommonNameThatIsNoNameIsRefusedBeforeTheServer() {
    try (World world = World.create()) {
      world.issuer();
      world.web("commonName: other.example.com");
      world.drive(World.WEB);
      assertTrue(world.hasFailed(World.WEB), world::state);
      assertTrue(world.issuingMessage().contains("other.example.com"), world::issuingMessage);
      assertEquals(0, world.ca.requests().count(RequestKind.NEW_ORDER));
    }
  }

  @Test
  void ordersRunSideBySide() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (World world = new World(b -> b, World.config(), threads)) {
      world.issuer();
      IntStream.range(0, 20)
          .forEach(i -> world.certificate("c" + i, "dnsNames: [c" + i + ".example.com]"));
      world.web();
      world.driveUntil(
          () ->
              world.isReady(World.WEB)
                  && IntStream.range(0, 20)
                      .allMatch(i -> world.isReady(new ResourceName("demo", "c" + i))));
      assertEquals(21, world.ca.orders().size());
      assertEquals(List.of(), world.presented());
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> names(X509Certificate leaf) throws Exception {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names.stream().map(n -> (String) n.get(1)).sorted().toList();
  }

  private static String root(AcmeCa ca, int chain) {
    return Certificates.decodeFirst(ca.rootPem(chain).getBytes(StandardCharsets.US_ASCII))
        .getSubjectX500Principal()
        .getName();
  }

  private static String top(String chainPem) {
    List<X509Certificate> chain =
        Certificates.decodeBundle(chainPem.getBytes(StandardCharsets.US_ASCII));
    return chain.get(chain.size() - 1).getIssuerX500Principal().getName();
  }

  private static String commonName(String name) {
    return "\"" + name.replaceAll(".*CN=([^,]*).*", "$1") + "\"";
  }
}
