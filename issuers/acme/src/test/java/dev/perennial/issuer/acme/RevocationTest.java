package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.RevocationStatus;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Revocation (RFC 8555, section 7.6), from the host's word to the CA. */
class RevocationTest {
  private static final String NEVER = "privateKey: {algorithm: ECDSA, rotationPolicy: Never}";

  @Test
  void aRevokedCertificateIsReplacedAtOnce() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      X509Certificate old = issue(world, ca, "");
      world.manager.revoke(RenewalWorld.WEB, RevocationReason.SUPERSEDED);
      world.pass(Duration.ofMinutes(2));
      assertEquals(OptionalInt.of(4), ca.revocationReason(old));
      assertEquals(2, world.revision(), world.explain());
      assertTrue(world.isReady(), world.explain());
      assertEquals(1, world.told("Revoked"));
      assertTrue(world.explain().contains("was revoked at"), world.explain());
    }
  }

  @Test
  void aCompromisedKeyIsNeverUsedAgainWhateverTheRotationPolicy() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      X509Certificate old = issue(world, ca, NEVER);
      dev.perennial.model.SecretBundle leaked = world.secret();
      world.manager.revoke(RenewalWorld.WEB, RevocationReason.KEY_COMPROMISE);
      world.pass(Duration.ofMinutes(2));
      assertEquals(OptionalInt.of(1), ca.revocationReason(old));
      assertNotEquals(old.getPublicKey(), world.leaf().getPublicKey());
      assertEquals(List.of(keyId(old)), world.web().status().compromisedKeys());
      X509Certificate second = world.leaf();
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofMinutes(2));
      assertEquals(second.getPublicKey(), world.leaf().getPublicKey(), "Never holds again");
      world.manager.apply(world.secret().toBuilder().data(leaked.data()).build());
      world.pass(Duration.ofHours(3));
      assertNotEquals(old.getPublicKey(), world.leaf().getPublicKey());
      assertTrue(world.isReady(), world.explain());
    }
  }

  @Test
  void theKeyOfTheCertificateMayAskWhereTheAccountMayNot() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      X509Certificate old = issue(world, ca, "");
      world.manager.revokeWithCertificateKey(
          RenewalWorld.WEB, RevocationReason.CESSATION_OF_OPERATION);
      world.pass(Duration.ofMinutes(2));
      assertEquals(OptionalInt.of(5), ca.revocationReason(old), world.explain());
    }
  }

  @Test
  void aCaThatIsDownIsAskedAgainAfterARestartToo() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      X509Certificate old = issue(world, ca, "");
      ca.faults().onEvery(RequestKind.REVOKE_CERT, Fault.status(503));
      world.manager.revoke(RenewalWorld.WEB, RevocationReason.SUPERSEDED);
      world.pass(Duration.ofMinutes(10));
      assertTrue(world.web().status().revocation().isPending(), world.explain());
      assertEquals(2, world.revision(), "the renewal does not wait for it");
      assertTrue(world.explain().contains("is not revoked yet"), world.explain());
      world.manager.close();
      ca.faults().heal();
      world.manager = world.open();
      world.pass(Duration.ofHours(1));
      assertEquals(OptionalInt.of(4), ca.revocationReason(old), world.explain());
      assertEquals(1, world.told("RevocationFailed"));
    }
  }

  @Test
  void aRefusalIsToldAndNotRepeated() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      issue(world, ca, "");
      ca.faults().onEvery(RequestKind.REVOKE_CERT, Fault.problem(403, "badRevocationReason"));
      world.manager.revoke(RenewalWorld.WEB, RevocationReason.PRIVILEGE_WITHDRAWN);
      world.pass(Duration.ofDays(1));
      RevocationStatus revocation = world.web().status().revocation();
      assertFalse(revocation.isPending(), world.explain());
      assertTrue(revocation.lastError().contains("badRevocationReason"), world.explain());
      assertEquals(1, ca.requests().count(RequestKind.REVOKE_CERT));
    }
  }

  @Test
  void aRenewalRevokesNothing() {
    try (RenewalWorld world = new RenewalWorld();
        AcmeCa ca = AcmeCa.builder(world.clock).alwaysValid().start()) {
      X509Certificate old = issue(world, ca, "");
      world.manager.renew(RenewalWorld.WEB);
      world.pass(Duration.ofDays(100));
      assertEquals(OptionalInt.empty(), ca.revocationReason(old));
      assertEquals(0, ca.requests().count(RequestKind.REVOKE_CERT));
    }
  }

  @Test
  void whatIsNotThereCannotBeRevoked() {
    try (RenewalWorld world = new RenewalWorld()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> world.manager.revoke(RenewalWorld.WEB, RevocationReason.SUPERSEDED));
      world.certificate("", "");
      assertThrows(
          IllegalArgumentException.class,
          () -> world.manager.revoke(RenewalWorld.WEB, RevocationReason.SUPERSEDED));
    }
  }

  private static String keyId(X509Certificate certificate) {
    return KeyFacts.of(certificate.getPublicKey()).publicKeyId();
  }

  private static X509Certificate issue(RenewalWorld world, AcmeCa ca, String more) {
    world.issuer("ca", ca, "");
    world.certificate("", more);
    world.pass(Duration.ofMinutes(2));
    assertTrue(world.isReady(), world.explain());
    return world.leaf();
  }
}
