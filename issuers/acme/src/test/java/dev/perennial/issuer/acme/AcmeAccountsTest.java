package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerException;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Key rollover and deactivation. */
class AcmeAccountsTest {
  private static final ResourceKey ISSUER =
      new ResourceKey(
          dev.perennial.model.ResourceType.CLUSTER_ISSUER, new ResourceName("", "acme"));

  private static AcmeAccounts accounts(World world) {
    return new AcmeAccounts(world.store, world.clock, new SecureRandom(), World.config().build());
  }

  private static SecretBundle secret(World world) {
    return world.manager.secret(World.ACCOUNT).orElseThrow();
  }

  @Test
  void anAccountGetsAnotherKeyAndGoesOn() {
    try (World world = World.create()) {
      world.issuer();
      world.web();
      world.issue();
      SecretBundle before = secret(world);
      String account = world.ca.accounts().get(0);
      accounts(world).rollOverKey(ISSUER, "cert-manager");
      assertNotEquals(before.value("tls.key"), secret(world).value("tls.key"));
      assertEquals(before.data().keySet(), secret(world).data().keySet());
      world.certificate("api", "dnsNames: [api.example.com]");
      world.drive(new ResourceName("demo", "api"));
      world.ready("api");
      assertEquals(java.util.List.of(account), world.ca.accounts());
      assertEquals(account, world.storedIssuer().status().acme().get("uri"));
    }
  }

  @Test
  void aRolloverThatBrokeOffGoesOnWithTheSameKey() {
    for (Fault fault :
        new Fault[] {
          new Fault.Drop(Fault.Drop.Moment.BEFORE_IT), new Fault.Drop(Fault.Drop.Moment.AFTER_IT)
        }) {
      try (World world = World.create()) {
        world.issuer();
        world.manager.tick();
        world.ca.faults().onNext(RequestKind.KEY_CHANGE, fault);
        AcmeAccounts accounts = accounts(world);
        assertThrows(IssuerException.class, () -> accounts.rollOverKey(ISSUER, "cert-manager"));
        var next = secret(world).value("next-account-key").orElseThrow();
        accounts.rollOverKey(ISSUER, "cert-manager");
        assertEquals(next, secret(world).value("tls.key").orElseThrow());
        assertTrue(secret(world).value("next-account-key").isEmpty());
        world.web();
        world.issue();
        assertEquals(1, world.ca.accounts().size());
      }
    }
  }

  @Test
  void aDeactivatedAccountOrdersNothingUntilItsKeyIsGone() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      accounts(world).deactivate(ISSUER, "cert-manager");
      assertEquals(0, world.ca.accounts().size());
      world.web();
      world.drive(World.WEB);
      assertTrue(world.hasFailed(World.WEB), world::state);
      assertTrue(world.issuingMessage().contains("Failed to create Order"), world::issuingMessage);
      var found = world.store.read(ResourceKey.secret(World.ACCOUNT)).orElseThrow();
      world.store.delete(ResourceKey.secret(World.ACCOUNT), found.version());
      world.driveUntil(() -> world.isReady(World.WEB));
      assertTrue(world.isReady(World.WEB), world::state);
    }
  }

  @Test
  void anIssuerWithoutAccountIsSaid() {
    try (World world = World.create()) {
      AcmeAccounts accounts = accounts(world);
      assertThrows(
          IllegalArgumentException.class, () -> accounts.deactivate(ISSUER, "cert-manager"));
      world.issuer();
      assertThrows(
          IllegalArgumentException.class, () -> accounts.rollOverKey(ISSUER, "cert-manager"));
    }
  }
}
