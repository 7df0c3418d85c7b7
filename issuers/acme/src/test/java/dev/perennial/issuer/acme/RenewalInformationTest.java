package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.AriStatus;
import dev.perennial.model.SecretBundle;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Renewal information (RFC 9773), from the CA to the renewal. */
class RenewalInformationTest {
  @Test
  void aWindowOfTheCaMovesTheRenewal() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "");
      AriStatus first = world.web().status().ari();
      assertNotNull(first, world.explain());
      assertEquals(first.selectedTime(), world.web().status().renewalTime(), world.explain());
      X509Certificate old = world.leaf();
      Instant start = world.clock.instant().plus(Duration.ofDays(3));
      Instant end = start.plus(Duration.ofDays(1));
      ca.suggestRenewal(old, start, end, "https://ca.example/why");
      world.pass(Duration.ofDays(2));
      AriStatus moved = world.web().status().ari();
      assertEquals(start, moved.windowStart(), world.explain());
      assertTrue(!moved.selectedTime().isBefore(start) && moved.selectedTime().isBefore(end));
      assertEquals(moved.selectedTime(), world.web().status().renewalTime());
      assertTrue(world.explain().contains("https://ca.example/why"), world.explain());
      world.pass(Duration.between(world.clock.instant(), moved.selectedTime()).minusSeconds(1));
      assertEquals(1, world.revision(), world.explain());
      assertEquals(moved.selectedTime(), world.web().status().ari().selectedTime());
      world.pass(Duration.ofMinutes(2));
      assertEquals(2, world.revision(), world.explain());
      assertNotEquals(old, world.leaf());
      assertEquals(2, ca.issued().size());
    }
  }

  @Test
  void aRevokedCertificateIsRenewedAtTheNextPoll() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "");
      world.pass(Duration.ofDays(1));
      ca.revoke(world.leaf(), 1);
      world.pass(Duration.ofHours(7));
      assertEquals(2, world.revision(), world.explain());
      assertTrue(world.isReady(), world.explain());
      world.pass(Duration.ofDays(2));
      assertEquals(2, world.revision(), world.explain());
    }
  }

  @Test
  void theNewOrderNamesWhatItReplacesAndIsPlacedWithoutWhenThatIsReplacedAlready() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "");
      SecretBundle first = world.secret();
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofMinutes(2));
      assertEquals(2, world.revision(), world.explain());
      assertEquals(2, ca.requests().count(RequestKind.NEW_ORDER));
      world.manager.apply(world.secret().toBuilder().data(first.data()).build());
      world.pass(Duration.ofMinutes(2));
      assertTrue(world.revision() > 2, world.explain());
      assertTrue(world.isReady(), world.explain());
      assertTrue(isRefused(ca, "alreadyReplaced"), ca.requests().toString());
      assertEquals(4, ca.requests().count(RequestKind.NEW_ORDER));
      assertNull(world.web().status().failedIssuanceAttempts());
    }
  }

  @Test
  void anOrderIsPlacedWithoutWhatTheCaDoesNotKnow() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "");
      ca.restart();
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofMinutes(5));
      assertEquals(2, world.revision(), world.explain());
      assertTrue(isRefused(ca, "malformed"), ca.requests().toString());
      assertNull(world.web().status().failedIssuanceAttempts());
    }
  }

  @Test
  void theSourceNoneSwitchesItOff() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "renewalInformationSource: None");
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofDays(2));
      assertEquals(2, world.revision(), world.explain());
      assertNull(world.web().status().ari());
      assertEquals(0, ca.requests().count(RequestKind.RENEWAL_INFO));
      world.issuer("ca", ca, "renewalInformationSource: ARI");
      world.pass(Duration.ofHours(1));
      assertNotNull(world.web().status().ari(), world.explain());
      world.issuer("ca", ca, "renewalInformationSource: None");
      world.pass(Duration.ofHours(1));
      assertNull(world.web().status().ari(), world.explain());
    }
  }

  @Test
  void aFailedPollIsToldOnceAndTriedAgain() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      ca.faults()
          .onNext(RequestKind.RENEWAL_INFO, Fault.status(503))
          .onNext(RequestKind.RENEWAL_INFO, Fault.status(503));
      issue(world, ca, "");
      AriStatus failed = world.web().status().ari();
      assertFalse(failed.lastError().isEmpty(), world.explain());
      assertNull(failed.windowStart());
      assertEquals(1, world.told("ARIError"));
      world.pass(Duration.ofHours(4));
      AriStatus known = world.web().status().ari();
      assertEquals("", known.lastError(), world.explain());
      assertNotNull(known.selectedTime());
      assertEquals(1, world.told("ARIError"));
    }
  }

  @Test
  void theCaIsAskedAsOftenAsItWants() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca =
            AcmeCa.builder(world.clock)
                .alwaysValid()
                .renewalRetryAfter(Duration.ofDays(1))
                .start()) {
      issue(world, ca, "");
      world.pass(Duration.ofDays(10));
      long polls = ca.requests().count(RequestKind.RENEWAL_INFO);
      assertTrue(polls >= 9 && polls <= 13, polls + " polls in ten days");
      world.manager.close();
      world.manager = world.open();
      world.pass(Duration.ofMinutes(1));
      assertEquals(polls, ca.requests().count(RequestKind.RENEWAL_INFO), "a start asks nothing");
    }
  }

  private static void issue(RenewalWorld world, AcmeCa ca, String more) {
    world.issuer("ca", ca, more);
    world.certificate("", "");
    world.pass(Duration.ofMinutes(2));
    assertTrue(world.isReady(), world.explain());
  }

  private static boolean isRefused(AcmeCa ca, String type) {
    return ca.requests().of(RequestKind.NEW_ORDER).stream()
        .anyMatch(request -> request.problem().endsWith(":" + type));
  }
}
