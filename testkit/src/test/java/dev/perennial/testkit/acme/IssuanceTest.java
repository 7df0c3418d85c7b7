package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way to a certificate and what it is like. */
final class IssuanceTest {
  private final TestClock clock = TestClock.create();
  private AcmeCa ca;
  private Flow flow;

  @BeforeEach
  void start() throws Exception {
    ca = AcmeCa.builder(clock).alternateRoots(2).start();
    flow = new Flow(ca);
  }

  @AfterEach
  void stop() {
    flow.close();
    ca.close();
  }

  @Test
  void oneNameTakesEightRequests() {
    ca.requests().clear();
    flow.client.nonce();
    X509Certificate leaf = flow.issue("www.example.com");
    assertEquals(List.of(List.of(2, "www.example.com")), List.copyOf(names(leaf)));
    assertEquals(
        Map.of(
            RequestKind.NEW_NONCE, 1,
            RequestKind.NEW_ORDER, 1,
            RequestKind.AUTHORIZATION, 2,
            RequestKind.CHALLENGE, 1,
            RequestKind.FINALIZE, 1,
            RequestKind.ORDER, 1,
            RequestKind.CERTIFICATE, 1),
        ca.requests().counts(),
        ca.requests()::toString);
  }

  @Test
  void certificateLivesInTheTestsTime() {
    X509Certificate leaf = flow.issue("www.example.com");
    assertEquals(Date.from(TestClock.START), leaf.getNotBefore());
    assertEquals(
        Date.from(TestClock.START.plus(Duration.ofDays(90)).minusSeconds(1)), leaf.getNotAfter());
    assertEquals(List.of(leaf), ca.issued());
  }

  @Test
  void everyChainLeadsToItsRoot() {
    Reply order = flow.client.newOrder("www.example.com");
    flow.authorize(order);
    String url = flow.finish(order, "www.example.com").text("certificate");
    Reply first = flow.client.read(url);
    assertEquals("application/pem-certificate-chain", first.header("Content-Type"));
    assertEquals(2, first.links("alternate").size());
    requireChain(first, 0);
    for (int i = 1; i <= 2; i++) {
      requireChain(flow.client.read(first.links("alternate").get(i - 1)), i);
    }
  }

  private void requireChain(Reply reply, int root) {
    List<X509Certificate> chain = Flow.chain(reply);
    assertEquals(2, chain.size());
    X509Certificate anchor =
        Certificates.decodeFirst(ca.rootPem(root).getBytes(StandardCharsets.US_ASCII));
    assertTrue(Certificates.isSignedBy(chain.get(0), chain.get(1)));
    assertTrue(Certificates.isSignedBy(chain.get(1), anchor));
  }

  private static java.util.Collection<List<?>> names(X509Certificate leaf) {
    try {
      return leaf.getSubjectAlternativeNames();
    } catch (java.security.cert.CertificateParsingException e) {
      throw new AssertionError(e);
    }
  }
}
