package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two CAs for one certificate. */
class FallbackIssuersTest {
  private static final String LIST = "perennial.dev/fallback-issuers: \"ClusterIssuer/second\"";

  @Test
  void theSecondCaIssuesWhenTheFirstRefusesAndTheNextRenewalBeginsWithTheFirst() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa first = AcmeCa.builder(world.clock).seed(1).alwaysValid().start();
        AcmeCa second = AcmeCa.builder(world.clock).seed(2).alwaysValid().start()) {
      first.faults().onEvery(RequestKind.NEW_ORDER, Fault.problem(403, "rejectedIdentifier"));
      world.issuer("ca", first, "");
      world.issuer("second", second, "");
      world.certificate(LIST, "");
      world.pass(Duration.ofMinutes(2));
      assertTrue(world.isReady(), world.explain());
      assertEquals(1, second.issued().size());
      assertEquals("second", world.secret().meta().annotation("cert-manager.io/issuer-name"));
      assertEquals(1, world.told("IssuerFailed"));
      assertNull(world.web().status().failedIssuanceAttempts());
      assertTrue(
          second.requests().count(RequestKind.RENEWAL_INFO) > 0, "it is asked when to renew");
      assertEquals(0, first.requests().count(RequestKind.RENEWAL_INFO));
      world.pass(Duration.ofDays(1));
      assertEquals(1, world.revision(), world.explain());
      first.faults().heal();
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofMinutes(2));
      assertEquals(1, first.issued().size(), world.explain());
      assertEquals("ca", world.secret().meta().annotation("cert-manager.io/issuer-name"));
    }
  }

  @Test
  void aCaThatIsDownIsLeftForTheNext() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa first = AcmeCa.builder(world.clock).seed(1).alwaysValid().start();
        AcmeCa second = AcmeCa.builder(world.clock).seed(2).alwaysValid().start()) {
      first.faults().onAll(Fault.status(503));
      world.issuer("ca", first, "");
      world.issuer("second", second, "");
      world.certificate(LIST, "");
      world.pass(Duration.ofMinutes(5));
      assertEquals(0, world.revision(), world.explain());
      world.pass(Duration.ofMinutes(10));
      assertEquals(1, second.issued().size(), world.explain());
      assertTrue(world.isReady(), world.explain());
    }
  }

  @Test
  void aCaThatFailsInTheMiddleIsLeftForTheNext() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa first = AcmeCa.builder(world.clock).seed(1).alwaysValid().start();
        AcmeCa second = AcmeCa.builder(world.clock).seed(2).alwaysValid().start()) {
      first.faults().onEvery(RequestKind.NEW_ORDER, Fault.status(503));
      world.issuer("ca", first, "");
      world.issuer("second", second, "");
      world.certificate(LIST, "");
      world.pass(Duration.ofMinutes(16));
      assertEquals(1, second.issued().size(), world.explain());
      assertTrue(world.isReady(), world.explain());
    }
  }
}
