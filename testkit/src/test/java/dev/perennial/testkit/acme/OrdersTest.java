package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Orders and authorizations over time, profiles, limits (RFC 8555, sections 7.1, 7.4, 7.5). */
final class OrdersTest {
  private final TestClock clock = TestClock.create();

  private interface Story {
    void tell(Flow flow) throws Exception;
  }

  private void with(Consumer<AcmeCaBuilder> setup, Story story) throws Exception {
    AcmeCaBuilder builder = AcmeCa.builder(clock);
    setup.accept(builder);
    try (AcmeCa ca = builder.start();
        Flow flow = new Flow(ca)) {
      story.tell(flow);
    }
  }

  private static String authorization(Reply order) {
    return order.json().path("authorizations").get(0).stringValue();
  }

  @Test
  void validAuthorizationServesAgainUntilItExpires() throws Exception {
    with(
        builder -> builder.authorizationLifetime(Duration.ofDays(10)),
        flow -> {
          flow.issue("www.example.com");
          Reply second = flow.client.newOrder("www.example.com");
          assertEquals("ready", second.text("status"));
          clock.advance(Duration.ofDays(11));
          assertEquals("expired", flow.client.read(authorization(second)).text("status"));
          assertEquals("invalid", flow.client.read(second.location()).text("status"));
          Reply third = flow.client.newOrder("www.example.com");
          assertEquals("pending", third.text("status"));
          assertNotEquals(authorization(second), authorization(third));
        });
  }

  @Test
  void authorizationsAreReusedAsSetUp() throws Exception {
    with(
        AcmeCaBuilder::reuseNoAuthorizations,
        flow -> {
          flow.issue("www.example.com");
          assertEquals("pending", flow.client.newOrder("www.example.com").text("status"));
        });
    with(
        AcmeCaBuilder::reusePendingAuthorizations,
        flow -> {
          Reply first = flow.client.newOrder("www.example.com");
          Reply second = flow.client.newOrder("www.example.com");
          assertEquals(authorization(first), authorization(second));
          flow.authorize(first);
          assertEquals("ready", flow.client.read(second.location()).text("status"));
        });
    with(
        builder -> {},
        flow -> {
          Reply first = flow.client.newOrder("www.example.com");
          assertNotEquals(
              authorization(first), authorization(flow.client.newOrder("www.example.com")));
        });
  }

  @Test
  void pendingOrderExpires() throws Exception {
    with(
        builder -> builder.pendingLifetime(Duration.ofHours(1)),
        flow -> {
          Reply order = flow.client.newOrder("www.example.com");
          assertEquals("2030-01-01T01:00:00Z", order.text("expires"));
          clock.advance(Duration.ofMinutes(61));
          assertEquals("invalid", flow.client.read(order.location()).text("status"));
          assertEquals("invalid", flow.client.read(authorization(order)).text("status"));
        });
  }

  @Test
  void deactivatedAuthorizationEndsItsOrder() throws Exception {
    with(
        builder -> {},
        flow -> {
          Reply order = flow.client.newOrder("www.example.com");
          Reply gone = flow.client.post(authorization(order), "{\"status\":\"deactivated\"}");
          assertEquals("deactivated", gone.text("status"));
          assertEquals("invalid", flow.client.read(order.location()).text("status"));
        });
  }

  @Test
  void ordersAreListedInPages() throws Exception {
    with(
        builder -> builder.ordersPerPage(2),
        flow -> {
          List<String> placed = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            placed.add(flow.client.newOrder("n" + i + ".example.com").location());
          }
          flow.client.post(
              authorization(flow.client.read(placed.get(1))), "{\"status\":\"deactivated\"}");
          placed.remove(1);
          List<String> listed = new ArrayList<>();
          String page = flow.client.read(flow.client.kid).text("orders");
          int pages = 0;
          while (page != null) {
            Reply reply = Flow.ok(flow.client.read(page), 200);
            reply.json().path("orders").forEach(url -> listed.add(url.stringValue()));
            page = reply.links("next").stream().findFirst().orElse(null);
            pages++;
          }
          assertEquals(placed, listed, "invalid orders are left out");
          assertEquals(2, pages);
        });
  }

  @Test
  void profilesDecideValidityAndSubject() throws Exception {
    with(
        builder -> {},
        flow -> {
          assertEquals(
              List.of("classic", "tlsserver", "shortlived"),
              List.copyOf(flow.client.directory().path("meta").path("profiles").propertyNames()));
          X509Certificate classic = flow.issue("www.example.com");
          assertEquals("CN=www.example.com", classic.getSubjectX500Principal().getName());
          ObjectNode wish = RawClient.orderFor("www.example.com").put("profile", "shortlived");
          Reply order = flow.client.post(flow.client.url("newOrder"), wish.toString());
          assertEquals("shortlived", order.text("profile"));
          X509Certificate leaf = flow.certificate(flow.finish(order, "www.example.com"));
          assertEquals("", leaf.getSubjectX500Principal().getName());
          assertEquals(
              Date.from(TestClock.START.plus(Duration.ofHours(160)).minusSeconds(1)),
              leaf.getNotAfter());
        });
  }

  @Test
  void validityDatesAreHonouredOrRefused() throws Exception {
    ObjectNode wish = RawClient.orderFor("www.example.com");
    wish.put("notBefore", "2030-01-02T01:00:00+01:00").put("notAfter", "2030-01-05T00:00:00Z");
    with(
        builder -> {},
        flow -> {
          Reply order = flow.client.post(flow.client.url("newOrder"), wish.toString());
          assertEquals("2030-01-02T00:00:00Z", order.text("notBefore"));
          flow.authorize(order);
          X509Certificate leaf = flow.certificate(flow.finish(order, "www.example.com"));
          assertEquals(Date.from(TestClock.START.plus(Duration.ofDays(1))), leaf.getNotBefore());
          assertEquals(Date.from(TestClock.START.plus(Duration.ofDays(4))), leaf.getNotAfter());
        });
    with(
        AcmeCaBuilder::withoutValidityDates,
        flow ->
            assertEquals(
                "400 malformed",
                flow.client.post(flow.client.url("newOrder"), wish.toString()).problem()));
  }

  @Test
  void rateLimitIsReachedAndPasses() throws Exception {
    with(
        builder -> builder.rateLimit(RequestKind.NEW_ORDER, 2, Duration.ofHours(3)),
        flow -> {
          flow.client.newOrder("a.example.com");
          clock.advance(Duration.ofHours(1));
          flow.client.newOrder("b.example.com");
          Reply refused = flow.client.newOrder("c.example.com");
          assertEquals("429 rateLimited", refused.problem());
          assertEquals("7200", refused.header("Retry-After"));
          assertEquals(2, flow.ca.orders().size());
          clock.advance(Duration.ofHours(2));
          assertEquals(201, flow.client.newOrder("c.example.com").status());
        });
    with(
        builder -> builder.rateLimit(RequestKind.NEW_ACCOUNT, 1, Duration.ofHours(3)),
        flow ->
            assertEquals("429 rateLimited", new RawClient(flow.ca, "EC256").register().problem()));
  }

  @Test
  void retryAfterIsSentAsSetUp() throws Exception {
    with(
        builder ->
            builder
                .retryAfterAuthorization(Duration.ofSeconds(7))
                .retryAfterOrder(Duration.ofSeconds(9)),
        flow -> {
          flow.ca.faults().slowValidation(1);
          Reply order = flow.client.newOrder("www.example.com");
          Reply authorization = flow.client.read(authorization(order));
          assertEquals("", authorization.header("Retry-After"), "nothing is looked at yet");
          Reply challenge = flow.answer(authorization, "http-01");
          assertEquals("7", challenge.header("Retry-After"));
          assertEquals("valid", flow.client.read(authorization(order)).text("status"));
          Reply finalized =
              flow.finalizeOrder(order, Flow.csr(TestJws.newKey("EC256"), "www.example.com"));
          assertEquals("processing", finalized.text("status"));
          assertEquals("9", finalized.header("Retry-After"));
          assertEquals("", flow.client.read(order.location()).header("Retry-After"));
        });
    with(
        builder -> builder.retryAfterOrder(Duration.ofSeconds(9)).retryAfterAsDate(),
        flow -> {
          Reply order = flow.client.newOrder("www.example.com");
          flow.authorize(order);
          Reply finalized =
              flow.finalizeOrder(order, Flow.csr(TestJws.newKey("EC256"), "www.example.com"));
          assertEquals("Tue, 01 Jan 2030 00:00:09 GMT", finalized.header("Retry-After"));
          assertEquals("Tue, 01 Jan 2030 00:00:00 GMT", finalized.header("Date"));
        });
  }

  @Test
  void orderIsValidAtOnceWhenSetUpSo() throws Exception {
    with(
        AcmeCaBuilder::issuesAtOnce,
        flow -> {
          Reply order = flow.client.newOrder("www.example.com");
          flow.authorize(order);
          Reply finalized =
              flow.finalizeOrder(order, Flow.csr(TestJws.newKey("EC256"), "www.example.com"));
          assertEquals("valid", finalized.text("status"));
        });
  }

  @Test
  void namesAreTakenOnceAndInLowerCase() throws Exception {
    with(
        builder -> {},
        flow -> {
          Reply order = flow.client.newOrder("WWW.example.com", "www.example.com");
          assertEquals(1, order.json().path("identifiers").size());
          assertTrue(order.body().contains("\"www.example.com\""));
        });
  }

  @Test
  void hundredNamesGoIntoOneCertificate() throws Exception {
    with(
        AcmeCaBuilder::alwaysValid,
        flow -> {
          String[] names = new String[100];
          for (int i = 0; i < names.length; i++) {
            names[i] = "n" + i + ".example.com";
          }
          Reply order = flow.client.newOrder(names);
          flow.authorize(order);
          assertEquals(
              100, flow.certificate(flow.finish(order, names)).getSubjectAlternativeNames().size());
        });
  }
}
