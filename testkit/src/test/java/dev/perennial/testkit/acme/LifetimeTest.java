package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What happens to a certificate after it was issued: renewal information and revocation. */
final class LifetimeTest {
  private final TestClock clock = TestClock.create();
  private AcmeCa ca;
  private Flow flow;

  @BeforeEach
  void start() throws Exception {
    ca = AcmeCa.builder(clock).renewalRetryAfter(Duration.ofHours(1)).start();
    flow = new Flow(ca);
  }

  @AfterEach
  void stop() {
    flow.close();
    ca.close();
  }

  private Reply renewalInfo(X509Certificate leaf) {
    String url = flow.client.url("renewalInfo") + "/" + RefusalsFixture.certificateId(leaf);
    return Flow.ok(flow.client.get(url), 200);
  }

  private Instant window(X509Certificate leaf, String end) {
    String text = renewalInfo(leaf).json().path("suggestedWindow").path(end).stringValue();
    return Instant.parse(text);
  }

  private Reply replacing(X509Certificate leaf, String... names) {
    ObjectNode wish = RawClient.orderFor(names);
    wish.put("replaces", RefusalsFixture.certificateId(leaf));
    return flow.client.post(flow.client.url("newOrder"), wish.toString());
  }

  private Reply revoke(RawClient client, X509Certificate leaf, int reason) {
    ObjectNode payload = TestJws.MAPPER.createObjectNode();
    payload.put("certificate", TestJws.base64(RefusalsFixture.der(leaf))).put("reason", reason);
    return client.post(flow.client.url("revokeCert"), payload.toString());
  }

  @Test
  void windowLiesInTheLastThirdAndIsPolledAsTold() {
    X509Certificate leaf = flow.issue("www.example.com");
    Instant start = window(leaf, "start");
    Instant twoThirds = TestClock.START.plus(Duration.ofDays(60)).minusSeconds(1);
    assertTrue(!start.isBefore(twoThirds.minusSeconds(1)), start::toString);
    assertTrue(window(leaf, "end").isAfter(start));
    assertTrue(window(leaf, "end").isBefore(leaf.getNotAfter().toInstant()));
    assertEquals("3600", renewalInfo(leaf).header("Retry-After"));
  }

  @Test
  void windowMovesAsTheTestSays() {
    X509Certificate leaf = flow.issue("www.example.com");
    Instant soon = clock.instant().plusSeconds(60);
    ca.suggestRenewal(leaf, soon, soon.plusSeconds(60), "https://ca.test/incident");
    assertEquals(soon, window(leaf, "start"));
    assertEquals("https://ca.test/incident", renewalInfo(leaf).text("explanationURL"));
    ca.suggestRenewal(leaf, soon, soon.minusSeconds(1));
    assertEquals(soon.minusSeconds(1), window(leaf, "end"), "a test may send what is wrong");
  }

  @Test
  void replacementIsTakenOnce() {
    X509Certificate leaf = flow.issue("www.example.com");
    Reply order = replacing(leaf, "www.example.com", "more.example.com");
    assertEquals(RefusalsFixture.certificateId(leaf), order.text("replaces"), order::body);
    assertEquals("409 alreadyReplaced", replacing(leaf, "www.example.com").problem());
    for (var url : order.json().path("authorizations")) {
      flow.client.post(url.stringValue(), "{\"status\":\"deactivated\"}");
    }
    assertEquals(
        201, replacing(leaf, "www.example.com").status(), "an order that failed replaces nothing");
  }

  @Test
  void revokedByItsAccount() {
    X509Certificate leaf = flow.issue("www.example.com");
    assertEquals(OptionalInt.empty(), ca.revocationReason(leaf));
    assertEquals(200, revoke(flow.client, leaf, 4).status());
    assertEquals(OptionalInt.of(4), ca.revocationReason(leaf));
    assertTrue(window(leaf, "end").isBefore(clock.instant()), "renew at once");
    assertEquals("400 alreadyRevoked", revoke(flow.client, leaf, 4).problem());
  }

  @Test
  void revokedByItsOwnKey() {
    Reply order = flow.client.newOrder("www.example.com");
    flow.authorize(order);
    KeyPair key = TestJws.newKey("EC256");
    flow.finalizeOrder(order, Flow.csr(key, "www.example.com"));
    X509Certificate leaf = flow.certificate(flow.client.read(order.location()));
    RawClient holder = new RawClient(ca, key);
    assertEquals(200, revoke(holder, leaf, 1).status());
    assertEquals(OptionalInt.of(1), ca.revocationReason(leaf));
    Reply again = flow.client.newOrder("www.example.com");
    assertEquals(
        "400 badCSR", flow.finalizeOrder(again, Flow.csr(key, "www.example.com")).problem());
  }

  @Test
  void revokedByWhoMayHaveItsNames() throws Exception {
    X509Certificate leaf = flow.issue("www.example.com");
    try (Flow other = new Flow(ca)) {
      assertEquals("403 unauthorized", revoke(other.client, leaf, 0).problem());
      other.issue("www.example.com");
      assertEquals(200, revoke(other.client, leaf, 0).status());
    }
  }

  @Test
  void revokedByTheCa() {
    X509Certificate leaf = flow.issue("www.example.com");
    ca.revoke(leaf, 1);
    assertEquals(OptionalInt.of(1), ca.revocationReason(leaf));
    assertTrue(window(leaf, "end").isBefore(clock.instant()));
  }
}
