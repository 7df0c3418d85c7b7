package dev.perennial.testkit.acme;

import static dev.perennial.testkit.acme.traffic.RequestKind.AUTHORIZATION;
import static dev.perennial.testkit.acme.traffic.RequestKind.CERTIFICATE;
import static dev.perennial.testkit.acme.traffic.RequestKind.DIRECTORY;
import static dev.perennial.testkit.acme.traffic.RequestKind.NEW_ORDER;
import static dev.perennial.testkit.acme.traffic.RequestKind.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.Fault.Moment;
import dev.perennial.testkit.acme.traffic.LoggedRequest;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** Each fault that a test can plan, and what the CA then did. */
final class FaultsTest {
  private final TestClock clock = TestClock.create();
  private AcmeCa ca;
  private Flow flow;

  @BeforeEach
  void start() throws Exception {
    ca = AcmeCa.start(clock);
    flow = new Flow(ca);
  }

  @AfterEach
  void stop() {
    flow.close();
    ca.close();
  }

  private Reply order() {
    return flow.client.newOrder("www.example.com");
  }

  private static String authorization(Reply order) {
    return order.json().path("authorizations").get(0).stringValue();
  }

  @Test
  void badNoncesComeAtTheirRate() {
    ca.faults().badNonces(1);
    assertEquals("400 badNonce", order().problem());
    assertEquals(0, ca.orders().size());
    ca.faults().badNonces(0.5);
    long refused = IntStream.range(0, 100).filter(i -> order().status() != 201).count();
    assertTrue(refused > 30 && refused < 70, () -> refused + " of 100");
    ca.faults().heal();
    assertEquals(201, order().status());
  }

  @Test
  void sameSeedRefusesTheSameNonces() {
    assertEquals(refusals(7), refusals(7));
    assertNotEquals(refusals(7), refusals(8));
  }

  private static List<Integer> refusals(long seed) {
    try (AcmeCa seeded = AcmeCa.builder(TestClock.create()).seed(seed).start()) {
      RawClient client = new RawClient(seeded, "EC256");
      client.register();
      seeded.faults().badNonces(0.5);
      return IntStream.range(0, 40).map(i -> client.read(client.kid).status()).boxed().toList();
    }
  }

  @Test
  void serverErrorsComeWithAndWithoutRetryAfter() {
    ca.faults().onNext(NEW_ORDER, Fault.status(503, Duration.ofMinutes(2)));
    Reply busy = order();
    assertEquals(503, busy.status());
    assertEquals("120", busy.header("Retry-After"));
    assertEquals("", busy.header("Replay-Nonce"));
    ca.faults().onNext(NEW_ORDER, Fault.status(500));
    assertEquals("", order().header("Retry-After"));
    ca.faults().onNext(NEW_ORDER, Fault.problem(500, "serverInternal"));
    assertEquals("500 serverInternal", order().problem());
    ca.faults().onNext(NEW_ORDER, Fault.rateLimited(Duration.ofHours(1)));
    Reply limited = order();
    assertEquals("429 rateLimited", limited.problem());
    assertEquals("3600", limited.header("Retry-After"));
    assertEquals(0, ca.orders().size());
    assertEquals(201, order().status());
  }

  @Test
  void nthRequestOfAKindFails() {
    ca.faults().onNth(NEW_ORDER, 3, Fault.status(500));
    assertEquals(List.of(201, 201, 500, 201), statuses(4));
    ca.faults().onNthOfAll(2, Fault.status(502));
    assertEquals(List.of(201, 502, 201), statuses(3));
    ca.faults().onEvery(NEW_ORDER, Fault.status(500));
    assertEquals(List.of(500, 500), statuses(2));
    ca.faults().heal();
    ca.faults().onAll(Fault.status(503));
    assertEquals(503, flow.client.get(ca.directoryUrl()).status());
    ca.faults().heal();
    assertEquals(200, flow.client.get(ca.directoryUrl()).status());
  }

  private List<Integer> statuses(int count) {
    return IntStream.range(0, count).map(i -> order().status()).boxed().toList();
  }

  @Test
  void connectionDropsBeforeOrAfterTheOrderIsPlaced() {
    ca.requests().clear();
    ca.faults().onNext(NEW_ORDER, new Fault.Drop(Moment.BEFORE_IT));
    assertThrows(UncheckedIOException.class, this::order);
    assertEquals(0, ca.orders().size());
    ca.faults().onNext(NEW_ORDER, new Fault.Drop(Moment.AFTER_IT));
    assertThrows(UncheckedIOException.class, this::order);
    assertEquals(1, ca.orders().size());
    assertEquals(
        List.of(0, 0), ca.requests().of(NEW_ORDER).stream().map(LoggedRequest::status).toList());
  }

  @Test
  void answerIsCutInHalf() {
    ca.faults().onNext(NEW_ORDER, new Fault.Cut());
    assertThrows(UncheckedIOException.class, this::order);
    assertEquals(1, ca.orders().size());
  }

  @Test
  void bodyIsGarbage() {
    ca.faults().onNext(DIRECTORY, new Fault.Garbage());
    Reply reply = flow.client.get(ca.directoryUrl());
    assertEquals(200, reply.status());
    assertThrows(JacksonException.class, reply::json);
    ca.faults().onNext(CERTIFICATE, new Fault.Garbage());
    Reply order = order();
    flow.authorize(order);
    Reply done = flow.finish(order, "www.example.com");
    assertThrows(
        dev.perennial.core.pki.PkiException.class,
        () -> Flow.chain(flow.client.read(done.text("certificate"))));
  }

  @Test
  void answerIsHeldBack() {
    ca.faults().onNext(DIRECTORY, new Fault.Delay(Duration.ofSeconds(30)));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ca.directoryUrl()))
            .timeout(Duration.ofMillis(300))
            .build();
    assertThrows(
        HttpTimeoutException.class,
        () -> RawClient.http(ca).send(request, HttpResponse.BodyHandlers.ofString()));
  }

  @Test
  void validationIsSlowForSomePolls() {
    ca.faults().slowValidation(3);
    Reply order = order();
    flow.answer(flow.client.read(authorization(order)), "http-01");
    assertEquals("pending", flow.client.read(authorization(order)).text("status"));
    assertEquals("pending", flow.client.read(authorization(order)).text("status"));
    assertEquals("valid", flow.client.read(authorization(order)).text("status"));
  }

  @Test
  void validationIsSlowUntilATime() {
    ca.faults().slowValidationUntil(clock.instant().plusSeconds(3600));
    Reply order = order();
    Reply challenge = flow.answer(flow.client.read(authorization(order)), "http-01");
    assertEquals("processing", challenge.text("status"));
    for (int i = 0; i < 5; i++) {
      assertEquals("pending", flow.client.read(order.location()).text("status"));
    }
    clock.advance(Duration.ofHours(1));
    assertEquals("ready", flow.client.read(order.location()).text("status"));
  }

  @Test
  void slowValidationNeedsTheTokenToTheEnd() {
    ca.faults().slowValidation(2);
    Reply order = order();
    flow.answer(flow.client.read(authorization(order)), "http-01");
    assertEquals("pending", flow.client.read(authorization(order)).text("status"));
    flow.solvers.bodies.clear();
    assertEquals("invalid", flow.client.read(authorization(order)).text("status"));
  }

  @Test
  void issuanceIsSlow() {
    ca.faults().slowIssuance(2);
    Reply order = order();
    flow.authorize(order);
    flow.finalizeOrder(order, Flow.csr(TestJws.newKey("EC256"), "www.example.com"));
    assertEquals("processing", flow.client.read(order.location()).text("status"));
    assertEquals("processing", flow.client.read(order.location()).text("status"));
    assertEquals("valid", flow.client.read(order.location()).text("status"));
  }

  @Test
  void challengesAreRejected() {
    ca.faults().rejectChallenges(1);
    Reply order = order();
    flow.answer(flow.client.read(authorization(order)), "http-01");
    Reply authorization = flow.client.read(authorization(order));
    assertEquals("invalid", authorization.text("status"));
    Reply failed = flow.client.read(order.location());
    assertEquals("invalid", failed.text("status"));
    assertEquals(
        "urn:ietf:params:acme:error:unauthorized",
        failed.json().path("error").path("type").stringValue());
    assertEquals(
        "www.example.com",
        failed.json().path("error").path("identifier").path("value").stringValue());
    flow.issue("www.example.com");
    ca.faults().rejectChallengesFor("bad.example.com");
    Reply two = flow.client.newOrder("good.example.com", "bad.example.com");
    for (var url : two.json().path("authorizations")) {
      flow.answer(flow.client.read(url.stringValue()), "http-01");
    }
    assertEquals("invalid", flow.client.read(two.location()).text("status"));
    for (var url : two.json().path("authorizations")) {
      Reply ended = flow.client.read(url.stringValue());
      boolean bad = ended.body().contains("bad.example.com");
      assertEquals(bad ? "invalid" : "valid", ended.text("status"));
    }
  }

  @Test
  void ordersAreLost() {
    Reply order = order();
    ca.loseOrders();
    assertEquals("404 malformed", flow.client.read(order.location()).problem());
    assertEquals("404 malformed", flow.client.read(authorization(order)).problem());
    assertEquals(201, order().status());
  }

  @Test
  void accountsAreLost() {
    ca.loseAccounts();
    assertEquals("400 accountDoesNotExist", order().problem());
    flow.client.kid = "";
    assertEquals(201, flow.client.register().status());
  }

  @Test
  void caIsStartedAnew() {
    String before = flow.client.nonce();
    ca.restart();
    assertEquals(List.of(), ca.accounts());
    flow.client.kid = "";
    String url = flow.client.url("newAccount");
    var header = flow.client.header(url).put("nonce", before);
    assertEquals(
        "400 badNonce",
        flow.client
            .post(url, TestJws.sign(header, "{\"termsOfServiceAgreed\":true}", flow.client.key))
            .problem());
    flow.client.register();
    flow.issue("www.example.com");
  }

  @Test
  void directoryMoves() {
    Reply order = order();
    ca.moveDirectory();
    assertEquals("404 malformed", order().problem());
    assertEquals(200, flow.client.get(ca.directoryUrl()).status());
    flow.client.forgetDirectory();
    assertEquals(200, flow.client.read(order.location()).status());
    assertEquals(201, order().status());
  }

  @Test
  void logTellsWhatCame() {
    ca.requests().clear();
    Reply order = order();
    flow.client.read(order.location() + "x");
    assertEquals(2, ca.requests().count());
    assertEquals(1, ca.requests().count(ORDER));
    assertEquals(0, ca.requests().count(AUTHORIZATION));
    LoggedRequest refused = ca.requests().of(ORDER).get(0);
    assertEquals("urn:ietf:params:acme:error:malformed", refused.problem());
    assertTrue(ca.requests().toString().endsWith("-> 404 " + refused.problem()));
  }
}
