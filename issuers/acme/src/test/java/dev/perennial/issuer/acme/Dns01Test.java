package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.ValidationException;
import dev.perennial.spi.TxtRecord;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DNS-01 through the manager, with dynamic updates at the DNS server that the CA looks at. */
class Dns01Test {
  private static void issues(DnsWorld world) {
    assertTrue(world.drive(60), world::explanation);
    assertEquals(1, world.ca.requests().count(RequestKind.NEW_ORDER));
  }

  private static void leavesNothingAt(DnsWorld world, String name) {
    assertEquals(List.of(), world.dns().txtValues(name));
  }

  @Test
  void aWildcard() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("['*.example.com']", "dns01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
      leavesNothingAt(world, "_acme-challenge.example.com");
      assertTrue(
          world.ca.dnsServer().queries().contains("TXT _acme-challenge.example.com."),
          "the authoritative server was asked before the CA was");
    }
  }

  @Test
  void aWildcardAndItsApexAreProvenAtOneName() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("['*.example.com', example.com]", "dns01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
      leavesNothingAt(world, "_acme-challenge.example.com");
    }
  }

  @Test
  void whatOthersHaveAtTheNameStays() {
    try (DnsWorld world = new DnsWorld()) {
      world.dns().txt("_acme-challenge.example.com", "of somebody else");
      world.apply("[example.com]", "dns01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
      assertEquals(
          List.of("of somebody else"), world.dns().txtValues("_acme-challenge.example.com"));
    }
  }

  @Test
  void anAliasIsFollowedWhenTheManifestSaysSo() {
    try (DnsWorld world = new DnsWorld()) {
      world
          .dns()
          .cname("_acme-challenge.www.example.com", "www.alias.test")
          .cname("www.alias.test", "www.validation.example.net");
      world.apply(
          "[www.example.com]", "dns01: {cnameStrategy: Follow, rfc2136: " + world.rfc2136() + "}");
      issues(world);
      leavesNothingAt(world, "www.validation.example.net");
      leavesNothingAt(world, "_acme-challenge.www.example.com");
    }
  }

  @Test
  void aliasesInACircleAreNamed() {
    try (DnsWorld world = new DnsWorld()) {
      world.dns().cname("_acme-challenge.example.com", "a.test").cname("a.test", "b.test");
      world.dns().cname("b.test", "a.test");
      world.apply(
          "[example.com]", "dns01: {cnameStrategy: Follow, rfc2136: " + world.rfc2136() + "}");
      assertFalse(world.drive(8));
      assertTrue(
          world.requestMessage().contains("go round in a circle")
              && world.requestMessage().contains("a.test -> b.test -> a.test"),
          world::requestMessage);
    }
  }

  @Test
  void theZoneMayBeSeveralLabelsUp() {
    try (DnsWorld world = new DnsWorld()) {
      world.dns().zone("corp.example.com");
      world.apply("[a.b.c.corp.example.com]", "dns01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
      leavesNothingAt(world, "_acme-challenge.a.b.c.corp.example.com");
    }
  }

  @Test
  void aZoneBelowTheNameIsFound() {
    try (DnsWorld world = new DnsWorld()) {
      world.dns().zone("_acme-challenge.example.com");
      world.apply("['*.example.com']", "dns01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
    }
  }

  @Test
  void aWrongTsigSecretIsOneClearConditionThatHeals() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("[example.com]", "dns01: {rfc2136: " + world.rfc2136() + "}");
      world.tsig("d3Jvbmc=");
      assertFalse(world.drive(10));
      String message = world.requestMessage();
      assertTrue(
          message.contains("refuses the dynamic update of _acme-challenge.example.com"), message);
      assertTrue(message.contains("key \"secret\" of secret \"tsig\""), message);
      assertFalse(message.contains("d3Jvbmc"), message);
      world.tsig(DnsWorld.SECRET);
      issues(world);
    }
  }

  @Test
  void aTsigSecretThatIsNoBase64IsNamed() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("[example.com]", "dns01: {rfc2136: " + world.rfc2136() + "}");
      world.tsig("not base64!");
      assertFalse(world.drive(10));
      assertTrue(
          world
              .requestMessage()
              .contains("secret \"tsig\" cannot be used as a TSIG secret: it is not base64"),
          world::requestMessage);
    }
  }

  @Test
  void theCaIsNotAskedBeforeTheRecordIsSeen() {
    LateDns late = new LateDns();
    try (DnsWorld world = new DnsWorld(late)) {
      world.apply(
          "[www.example.com]",
          "dns01: {webhook: {groupName: g, solverName: late, config: {a: b}}}");
      assertFalse(world.drive(12));
      assertEquals(0, world.ca.requests().count(RequestKind.CHALLENGE));
      assertEquals(
          "Waiting for dns-01 challenge propagation: DNS record for"
              + " \"_acme-challenge.www.example.com\" not yet propagated: ns.example.com has no TXT"
              + " record",
          world.requestMessage());
      TxtRecord record = late.taken.get(0);
      assertEquals("example.com", record.zone());
      assertEquals("_acme-challenge.www", record.nameInZone());
      assertEquals(List.of(Map.of("a", "b")), late.configs);
      world.dns().txt(record.name(), "another value");
      world.clock.advanceTo(world.manager.tick());
      world.drive(3);
      assertTrue(
          world.requestMessage().contains("ns.example.com has TXT records (1), but not this one"),
          world::requestMessage);
      world.dns().txt(record.name(), record.value());
      issues(world);
      assertEquals(late.taken, late.takenBack);
      assertEquals(0, late.closed.get());
      world.manager.close();
      assertEquals(1, late.closed.get(), "the editor is closed with its signer");
    }
  }

  @Test
  void aDnsServerThatIsSilentIsNamed() {
    LateDns late = new LateDns();
    try (DnsWorld world = new DnsWorld(late)) {
      world.dns().failing("_acme-challenge.www.example.com");
      world.apply("[www.example.com]", "dns01: {webhook: {groupName: g, solverName: late}}");
      assertFalse(world.drive(8));
      assertTrue(world.requestMessage().contains("answers SERVFAIL"), world::requestMessage);
    }
  }

  @Test
  void theRecordOfAnAccount() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("['*.example.com']", "dnsAccount01: {rfc2136: " + world.rfc2136() + "}");
      issues(world);
      assertTrue(
          world.ca.dnsServer().queries().stream()
              .anyMatch(q -> q.matches("TXT _[a-z2-7]{16}\\._acme-challenge\\.example\\.com\\.")),
          () -> world.ca.dnsServer().queries().toString());
    }
  }

  @Test
  void aLastingRecordIsPublishedOnceAndStays() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply(
          "['*.example.com', example.com]",
          "dnsPersist01: {persistUntil: '2031-01-01T00:00:00Z', policy: wildcard, rfc2136: "
              + world.rfc2136()
              + "}");
      issues(world);
      assertEquals(
          List.of(
              "ca.test; accounturi="
                  + world.ca.accounts().get(0)
                  + "; policy=wildcard; persistUntil=1924992000"),
          world.dns().txtValues("_validation-persist.example.com"));
    }
  }

  @Test
  void aLastingRecordThatAPersonMakesIsSpelledOut() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("['*.example.com']", "dnsPersist01: {}");
      assertFalse(world.drive(10));
      String record = "ca.test; accounturi=" + world.ca.accounts().get(0) + "; policy=wildcard";
      assertTrue(
          world
              .requestMessage()
              .endsWith(
                  "a TXT record at _validation-persist.example.com must say \"" + record + "\""),
          world::requestMessage);
      world.dns().txt("_validation-persist.example.com", "other.test; accounturi=x");
      world.dns().txt("_validation-persist.example.com", record);
      issues(world);
      assertEquals(2, world.dns().txtValues("_validation-persist.example.com").size());
    }
  }

  @Test
  void aProviderThatIsNotHereIsRefused() {
    try (DnsWorld world = new DnsWorld()) {
      ValidationException refused =
          assertThrows(
              ValidationException.class,
              () -> world.apply("[example.com]", "dns01: {route53: {region: eu-west-1}}"));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("spec.acme.solvers[0].dns01.route53"), message);
      assertTrue(message.contains("no DNS provider \"route53\" is here"), message);
      assertTrue(message.contains("acmeDNS, cloudflare, exec, http, rfc2136"), message);
    }
  }

  @Test
  void theSettingsOfAWebhookAreChecked() {
    try (DnsWorld world = new DnsWorld()) {
      ValidationException refused =
          assertThrows(
              ValidationException.class,
              () ->
                  world.apply(
                      "[example.com]",
                      "dns01: {webhook: {groupName: g, solverName: http, config: {url: x}}}"));
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("spec.acme.solvers[0].dns01.webhook.config.url"), message);
    }
  }

  @Test
  void aSolverNameThatNobodyHasIsOneClearCondition() {
    try (DnsWorld world = new DnsWorld()) {
      world.apply("[example.com]", "dns01: {webhook: {groupName: g, solverName: nobody}}");
      assertFalse(world.drive(10));
      assertTrue(
          world.requestMessage().contains("no DNS provider \"nobody\" is here; there are acmeDNS"),
          world::requestMessage);
    }
  }
}
