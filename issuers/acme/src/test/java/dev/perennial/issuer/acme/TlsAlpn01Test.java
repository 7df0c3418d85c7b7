package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.pki.Certificates;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole path by TLS-ALPN-01: manager, store, live key manager, CA. */
class TlsAlpn01Test {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "one name | 'dnsNames: [www.example.com]' | false",
        "several names | 'dnsNames: [www.example.com, example.com, shop.example.org]' | false",
        "a name in capitals | 'dnsNames: [WWW.Example.com]' | false",
        "an address, looked at first | 'ipAddresses: [127.0.0.1]' | true",
      })
  void isIssued(String what, String names, boolean selfCheck) throws Exception {
    try (AlpnWorld world = new AlpnWorld(c -> c.selfCheck(selfCheck))) {
      world.apply(names);
      assertTrue(world.drive(world.manager, 60), world::explanation);
      assertEquals(List.of(), world.challenges(), "all is taken back");
      assertEquals(List.of(), world.keys.problems());
      assertEquals(1, world.ca.requests().count(RequestKind.NEW_ORDER));
      assertEquals(world.ca.issued(), List.of(served(world)));
    }
  }

  private static X509Certificate served(AlpnWorld world) {
    return Certificates.decodeFirst(
        world
            .manager
            .secret(new ResourceName("demo", "web-tls"))
            .orElseThrow()
            .value(SecretBundle.TLS_CRT)
            .orElseThrow()
            .revealBytes());
  }

  /** A new manager on the same store goes on after every single step. */
  @Test
  void aCrashAfterAnyStepIsNotNoticed() throws Exception {
    try (AlpnWorld world = new AlpnWorld(c -> c.selfCheck(false))) {
      world.apply("dnsNames: [www.example.com, example.com]");
      CertificateManager running = world.manager;
      boolean presented = false;
      for (int i = 0; i < 200 && !AlpnWorld.isReady(running); i++) {
        world.clock.advanceTo(running.tick());
        presented |= !world.challenges().isEmpty();
        running.close();
        running = world.manager(c -> c.selfCheck(false));
      }
      assertTrue(AlpnWorld.isReady(running));
      assertTrue(presented, "no crash was between present and accept");
      assertEquals(1, world.ca.requests().count(RequestKind.NEW_ORDER));
      assertEquals(List.of(), world.challenges());
      running.close();
    }
  }

  /** Nobody listens: the CA is not asked to look, and the reason is told. */
  @Test
  void aFailedSelfCheckKeepsTheServerFromLooking() throws Exception {
    try (AlpnWorld world = new AlpnWorld(c -> c.tlsAlpn01Port(1))) {
      world.apply("ipAddresses: [127.0.0.1]");
      assertFalse(world.drive(world.manager, 20));
      assertEquals(0, world.ca.requests().count(RequestKind.CHALLENGE));
      String message = world.requestMessage();
      assertTrue(
          message.startsWith(
              "Waiting for tls-alpn-01 challenge propagation: no connection on protocol acme-tls/1"
                  + " to 127.0.0.1 at 127.0.0.1 port 1: "),
          message);
    }
  }

  /** What somebody deleted while the challenge was under way is shown again. */
  @Test
  void aDeletedAnswerIsShownAgain() throws Exception {
    try (AlpnWorld world = new AlpnWorld(c -> c.tlsAlpn01Port(1))) {
      world.apply("ipAddresses: [127.0.0.1]");
      world.drive(world.manager, 20);
      assertEquals(List.of("1.0.0.127.in-addr.arpa"), world.challenges());
      var key =
          dev.perennial.model.ResourceKey.secret(
              new ResourceName(
                  dev.perennial.spi.TlsAlpn01Solver.NAMESPACE, "1.0.0.127.in-addr.arpa"));
      world.store.delete(key, world.store.read(key).orElseThrow().version());
      CertificateManager mended = world.manager(c -> {});
      assertTrue(world.drive(mended, 60), world::explanation);
      assertEquals(List.of(), world.challenges());
      mended.close();
    }
  }
}
