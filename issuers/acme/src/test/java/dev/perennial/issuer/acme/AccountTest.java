package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ValidationException;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.traffic.Fault;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The account: key, registration, binding, and what the Ready condition says. */
class AccountTest {
  private static final ResourceName EAB = new ResourceName("cert-manager", "eab");

  private static byte[] mac() {
    byte[] mac = new byte[64];
    for (int i = 0; i < mac.length; i++) {
      mac[i] = (byte) (i * 37 + 251);
    }
    return mac;
  }

  private static World bound() {
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(mac());
    return World.of(b -> b.externalAccountRequired().externalAccount("kid-1", url));
  }

  private static String binding(String algorithm) {
    return "externalAccountBinding: {keyID: kid-1, keySecretRef: {name: eab, key: secret}"
        + (algorithm.isEmpty() ? "" : ", keyAlgorithm: " + algorithm)
        + "}";
  }

  private static void expect(World world, boolean ready, String reason) {
    Condition condition = world.issuerReady();
    assertEquals(reason, condition.reason(), condition::message);
    assertEquals(ready, condition.isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HS256", "HS384", "HS512"})
  void anAccountIsBoundToAnotherOne(String algorithm) {
    try (World world = bound()) {
      world.secret(
          EAB, Map.of("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(mac())));
      world.issuer(binding(algorithm));
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void paddingAndTheOtherAlphabetDoNoHarm() {
    try (World world = bound()) {
      world.secret(EAB, Map.of("secret", Base64.getEncoder().encodeToString(mac()) + "\n"));
      world.issuer(binding(""));
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void aMissingBindingIsSaidAndHealsWithItsSecret() {
    try (World world = bound()) {
      world.issuer(binding(""));
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      assertTrue(world.issuerReady().message().contains("cert-manager/eab"), world::state);
      world.secret(EAB, Map.of("secret", "!!!"));
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      assertTrue(world.issuerReady().message().contains("base64url"), world::state);
      world.secret(
          EAB, Map.of("secret", Base64.getUrlEncoder().withoutPadding().encodeToString(mac())));
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void aServerThatWantsABindingIsNotAskedAgain() {
    try (World world = bound()) {
      world.issuer();
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      assertTrue(world.issuerReady().message().contains("externalAccountRequired"), world::state);
      int asked = world.ca.requests().count();
      world.clock.advance(Duration.ofDays(1));
      world.manager.tick();
      assertEquals(asked, world.ca.requests().count());
    }
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "ECDSA,256", "ECDSA,384"})
  void aKeyThatIsThereIsUsed(KeyAlgorithm algorithm, int size) {
    try (World world = World.create()) {
      world.secret(World.ACCOUNT, Map.of("tls.key", key(algorithm, size)));
      world.issuer("disableAccountKeyGeneration: true");
      world.web();
      world.issue();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  private static String key(KeyAlgorithm algorithm, int size) {
    Crypto crypto = Crypto.of(new SecureRandom());
    return new String(
        PrivateKeys.encode(
            PrivateKeys.generate(new KeySpec(algorithm, size), crypto), KeyEncoding.PKCS8),
        StandardCharsets.US_ASCII);
  }

  @Test
  void akeyThatCannotBeUsedIsSaidAndHeals() {
    try (World world = World.create()) {
      world.issuer("disableAccountKeyGeneration: true");
      world.manager.tick();
      expect(world, false, "ErrVerifyACMEAccount");
      assertTrue(world.issuerReady().message().contains("disableAccountKeyGeneration"));
      world.secret(World.ACCOUNT, Map.of("tls.key", "no key"));
      world.manager.tick();
      expect(world, false, "ErrVerifyACMEAccount");
      world.secret(World.ACCOUNT, Map.of("tls.key", key(KeyAlgorithm.ECDSA, 521)));
      world.manager.tick();
      expect(world, false, "ErrVerifyACMEAccount");
      assertTrue(world.issuerReady().message().contains("P-384"), world::state);
      world.secret(World.ACCOUNT, Map.of("other", "text"));
      world.manager.tick();
      expect(world, false, "ErrVerifyACMEAccount");
      assertTrue(world.issuerReady().message().contains("\"tls.key\""), world::state);
      world.secret(World.ACCOUNT, Map.of("tls.key", key(KeyAlgorithm.ECDSA, 384)));
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void theStatusIsThatOfCertManager() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      Map<String, Object> acme = world.storedIssuer().status().acme();
      assertEquals(world.ca.accounts().get(0), acme.get("uri"));
      assertEquals("admin@example.com", acme.get("lastRegisteredEmail"));
      assertTrue(acme.get("lastPrivateKeyHash").toString().length() > 20);
    }
  }

  @Test
  void anAccountThatIsKnownIsNotAskedFor() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      world.ca.requests().clear();
      world.crash();
      world.manager.tick();
      world.issuer("preferredChain: Other");
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
      assertEquals(0, world.ca.requests().count(), world.ca.requests()::toString);
    }
  }

  @Test
  void anotherContactIsToldToTheServer() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      world.issuer("email: other@example.com");
      world.manager.tick();
      assertEquals(1, world.ca.requests().count(RequestKind.ACCOUNT));
      assertEquals(
          "other@example.com", world.storedIssuer().status().acme().get("lastRegisteredEmail"));
      world.ca.loseAccounts();
      world.issuer("email: third@example.com");
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
      assertEquals(1, world.ca.accounts().size());
    }
  }

  @Test
  void aRefusedContactIsSaid() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      world.ca.faults().onNext(RequestKind.ACCOUNT, Fault.problem(400, "invalidContact"));
      world.issuer("email: other@example.com");
      world.manager.tick();
      expect(world, false, "ErrUpdateACMEAccount");
      assertTrue(world.issuerReady().message().contains("invalidContact"), world::state);
    }
  }

  @Test
  void anotherKeyIsAnotherAccount() {
    try (World world = World.create()) {
      world.issuer();
      world.manager.tick();
      String first = world.ca.accounts().get(0);
      world.secret(World.ACCOUNT, Map.of("tls.key", key(KeyAlgorithm.ECDSA, 256)));
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
      assertEquals(2, world.ca.accounts().size());
      assertNotEquals(first, world.storedIssuer().status().acme().get("uri"));
    }
  }

  @Test
  void anotherServerIsAnotherAccount() {
    try (World world = World.create();
        AcmeCa other = AcmeCa.start(world.clock)) {
      world.issuer();
      world.manager.tick();
      // Both live on this machine: the names of their hosts tell them apart.
      String server = other.directoryUrl().replace("localhost", "127.0.0.1");
      world.issuerAt(server, "skipTLSVerify: true");
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
      assertEquals(1, other.accounts().size());
    }
  }

  @Test
  void trustIsChecked() {
    try (World world = World.create()) {
      world.issuerAt(world.ca.directoryUrl(), "");
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      assertTrue(world.issuerReady().message().contains("cannot be reached"), world::state);
      world.issuerAt(world.ca.directoryUrl(), "caBundle: " + World.base64(world.ca.rootPem()));
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      world.issuerAt(world.ca.directoryUrl(), "skipTLSVerify: true");
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void aServerThatIsDownIsAskedAgain() {
    try (World world = World.create()) {
      world.ca.faults().onAll(Fault.status(503));
      world.issuer();
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      world.ca.faults().heal();
      world.driveUntil(() -> world.issuerReady().isTrue());
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @Test
  void whatIsNoDirectoryIsSaid() {
    try (World world = World.create()) {
      world.issuerAt(
          world.ca.directoryUrl().replace("/directory", "/elsewhere"), "skipTLSVerify: true");
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      assertTrue(world.issuerReady().message().contains("/elsewhere"), world::state);
      world.ca.faults().onNext(RequestKind.DIRECTORY, new Fault.Garbage());
      world.issuer();
      world.manager.tick();
      expect(world, false, "ErrRegisterACMEAccount");
      world.driveUntil(() -> world.issuerReady().isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://acme-v01.api.letsencrypt.org/directory,InvalidConfig",
    "https://acme-staging.api.letsencrypt.org/directory,InvalidConfig",
    "letsencrypt-productoin,InvalidURL",
    "'ftp://ca.example.com/dir',InvalidURL",
    "'https://ca example.com/dir',InvalidURL"
  })
  void aWrongUrlIsSaid(String server, String reason) {
    try (World world = World.create()) {
      world.issuerAt("\"" + server + "\"", "");
      world.manager.tick();
      expect(world, false, reason);
      world.issuer();
      world.manager.tick();
      expect(world, true, "ACMEAccountRegistered");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "route53: {region: eu-west-1}",
        "cloudDNS: {project: p}",
        "azureDNS: {subscriptionID: s, resourceGroupName: r}",
        "digitalocean: {tokenSecretRef: {name: t, key: k}}"
      })
  void aProviderThatIsNotThereIsRefused(String provider) {
    try (World world = World.create()) {
      ValidationException refused =
          assertThrows(
              ValidationException.class,
              () -> world.issuer("solvers: [{dns01: {" + provider + "}}]"));
      String name = provider.substring(0, provider.indexOf(':'));
      assertTrue(
          refused.getMessage().contains("spec.acme.solvers[0].dns01." + name), refused::getMessage);
      assertTrue(
          refused
              .getMessage()
              .contains("no DNS provider \"" + name + "\" is here; there are acmeDNS"),
          refused::getMessage);
    }
  }
}
