package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the CA looks at for each kind of challenge, and when it is not content. */
final class ChallengesTest {
  private static final String NAME = "www.example.com";

  private final TestClock clock = TestClock.create();
  private AcmeCa ca;
  private Flow flow;
  private Reply authorization;
  private String authorizationUrl;

  @BeforeEach
  void start() throws Exception {
    ca = AcmeCa.builder(clock).perspectives(2).start();
    flow = new Flow(ca);
  }

  @AfterEach
  void stop() {
    flow.close();
    ca.close();
  }

  private void order(String identifier) {
    Reply order = Flow.ok(flow.client.newOrder(identifier), 201);
    authorizationUrl = order.json().path("authorizations").get(0).stringValue();
    authorization = flow.client.read(authorizationUrl);
  }

  private JsonNode challenge(String type) {
    return RawClient.challenge(authorization.json(), type);
  }

  private String keyAuthorization(String type) {
    return flow.client.keyAuthorization(challenge(type));
  }

  private String digest(String type) {
    return TestJws.base64(TestJws.sha256(keyAuthorization(type)));
  }

  /** Lets the CA look; returns {@code valid} or the error type of the challenge. */
  private String result(String type) {
    Flow.ok(flow.client.post(challenge(type).path("url").stringValue(), "{}"), 200);
    JsonNode ended = flow.client.read(authorizationUrl).json();
    JsonNode challenge = RawClient.challenge(ended, type);
    assertEquals(1, ended.path("challenges").size(), "only the challenge that decided it is left");
    assertEquals("2030-01-01T00:00:00Z", challenge.path("validated").stringValue());
    String status = ended.path("status").stringValue();
    return status.equals("valid")
        ? status
        : challenge
            .path("error")
            .path("type")
            .stringValue()
            .replace("urn:ietf:params:acme:error:", "");
  }

  private String path() {
    return Solvers.path(challenge("http-01").path("token").stringValue());
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.com, http-01 tls-alpn-01 dns-01 dns-account-01 dns-persist-01",
    "*.example.com, dns-01 dns-account-01 dns-persist-01",
    "127.0.0.1, http-01 tls-alpn-01",
    "::1, http-01 tls-alpn-01",
  })
  void kindsOfChallengeFitTheIdentifier(String identifier, String types) {
    order(identifier);
    List<String> offered =
        StreamSupport.stream(authorization.json().path("challenges").spliterator(), false)
            .map(challenge -> challenge.path("type").stringValue())
            .sorted()
            .toList();
    assertEquals(Stream.of(types.split(" ")).sorted().toList(), offered);
    assertEquals(identifier.startsWith("*"), authorization.json().has("wildcard"));
    assertTrue(!authorization.text("identifier").startsWith("*"));
  }

  private record Http(String what, String body, String redirect, String expected) {}

  @TestFactory
  Stream<DynamicTest> http01() {
    return Stream.of(
            new Http("the key authorization", "KA", "", "valid"),
            new Http("with white space at its end", "KA \r\n", "", "valid"),
            new Http("after a redirect", "", "http://other.example.com:PORT/there", "valid"),
            new Http("after a redirect without host", "", "/there", "valid"),
            new Http("another text", "KAx", "", "unauthorized"),
            new Http("nothing", "", "", "unauthorized"),
            new Http("a loop of redirects", "", "http://www.example.com:PORTPATH", "connection"),
            new Http("a redirect to another scheme", "", "ftp://www.example.com/", "connection"))
        .map(
            http ->
                DynamicTest.dynamicTest(
                    http.what(),
                    () -> {
                      order(NAME);
                      String text = keyAuthorization("http-01");
                      flow.solvers.bodies.put("/there", text);
                      if (!http.body().isEmpty()) {
                        flow.solvers.bodies.put(path(), http.body().replace("KA", text));
                      }
                      if (!http.redirect().isEmpty()) {
                        flow.solvers.redirects.put(
                            path(),
                            http.redirect()
                                .replace("PORT", Integer.toString(flow.solvers.port()))
                                .replace("PATH", path()));
                      }
                      assertEquals(http.expected(), result("http-01"));
                      flow.client.post(authorizationUrl, "{\"status\":\"deactivated\"}");
                    }));
  }

  @Test
  void http01FallsBackToIpv4AndTakesIpv6() throws Exception {
    ca.dns().address(NAME, "::1", "127.0.0.1");
    order(NAME);
    flow.solvers.bodies.put(path(), keyAuthorization("http-01"));
    assertEquals("valid", result("http-01"));
    try (Solvers v6 = new Solvers(InetAddress.getByName("::1"))) {
      ca.httpPort(v6.port());
      ca.dns().address("six.example.com", "::1");
      order("six.example.com");
      v6.bodies.put(path(), keyAuthorization("http-01"));
      assertEquals("valid", result("http-01"));
    }
  }

  @Test
  void http01FailsWhereNobodyListensOrNoAddressIsKnown() {
    order(NAME);
    ca.httpPort(1);
    assertEquals("connection", result("http-01"));
    ca.dns().missing("gone.example.com");
    order("gone.example.com");
    assertEquals("dns", result("http-01"));
    ca.dns().failing("broken.example.com");
    order("broken.example.com");
    assertEquals("dns", result("http-01"));
  }

  @Test
  void addressesAreCertified() throws Exception {
    X509Certificate leaf = flow.issue("127.0.0.1", NAME);
    assertTrue(leaf.getSubjectAlternativeNames().contains(List.of(7, "127.0.0.1")));
  }

  private record Alpn(String what, String name, String sanOf, String digest, String expected) {}

  @TestFactory
  Stream<DynamicTest> tlsAlpn01() {
    return Stream.of(
            new Alpn("right", NAME, NAME, "right", "valid"),
            new Alpn("an IPv4 address", "127.0.0.1", "127.0.0.1", "right", "valid"),
            new Alpn("another name", NAME, "other.example.com", "right", "unauthorized"),
            new Alpn("another digest", NAME, NAME, "wrong", "unauthorized"),
            new Alpn("no extension", NAME, NAME, "none", "unauthorized"),
            new Alpn("an extension that is not critical", NAME, NAME, "lax", "unauthorized"),
            new Alpn("another protocol", NAME, NAME, "http/1.1", "tls"))
        .map(
            alpn ->
                DynamicTest.dynamicTest(
                    alpn.what(),
                    () -> {
                      order(alpn.name());
                      try (AlpnServer server =
                          new AlpnServer(
                              alpn.sanOf(), keyAuthorization("tls-alpn-01"), alpn.digest())) {
                        ca.tlsPort(server.port());
                        assertEquals(alpn.expected(), result("tls-alpn-01"));
                        boolean ip = alpn.name().equals("127.0.0.1");
                        // RFC 8738, section 6.
                        List<String> names = List.of(ip ? "1.0.0.127.in-addr.arpa" : NAME);
                        assertEquals(names, server.names());
                      }
                      flow.client.post(authorizationUrl, "{\"status\":\"deactivated\"}");
                    }));
  }

  @Test
  void dns01LooksForOneValueAmongSeveralAndFollowsAliases() {
    order("*.example.com");
    ca.dns().cname("_acme-challenge.example.com", "val.example.net");
    ca.dns().txt("val.example.net", "another").txt("val.example.net", digest("dns-01"));
    assertEquals("valid", result("dns-01"));
    order(NAME);
    ca.dns().txt("_acme-challenge." + NAME, "another");
    assertEquals("unauthorized", result("dns-01"));
    order("none.example.com");
    assertEquals("unauthorized", result("dns-01"));
    ca.dns().failing("_acme-challenge.broken.example.com");
    order("broken.example.com");
    assertEquals("dns", result("dns-01"));
  }

  @Test
  void dnsAccount01LooksAtTheLabelOfTheAccount() {
    order(NAME);
    byte[] hash = TestJws.sha256(flow.client.kid);
    String label = Base32.encode(java.util.Arrays.copyOf(hash, 10));
    String name = "_" + label + "._acme-challenge." + NAME;
    ca.dns().txt(name, digest("dns-account-01"));
    assertEquals("valid", result("dns-account-01"));
    assertTrue(ca.dnsServer().queries().contains("TXT " + name + "."));
  }

  private record Persist(String what, String identifier, String record, String expected) {}

  @TestFactory
  Stream<DynamicTest> dnsPersist01() {
    return Stream.of(
            new Persist("right", NAME, "ca.test; accounturi=ACCOUNT", "valid"),
            new Persist("other case", NAME, "ca.test;AccountURI=ACCOUNT", "valid"),
            new Persist(
                "wildcard",
                "*.example.com",
                "ca.test; accounturi=ACCOUNT; policy=wildcard",
                "valid"),
            new Persist(
                "not yet over",
                NAME,
                "ca.test; accounturi=ACCOUNT; persistUntil=1893456000",
                "valid"),
            new Persist(
                "over",
                NAME,
                "ca.test; accounturi=ACCOUNT; persistUntil=1893455999",
                "unauthorized"),
            new Persist(
                "no policy", "*.example.com", "ca.test; accounturi=ACCOUNT", "unauthorized"),
            new Persist("another account", NAME, "ca.test; accounturi=ACCOUNTx", "unauthorized"),
            new Persist("another CA", NAME, "other.test; accounturi=ACCOUNT", "unauthorized"),
            new Persist("no account", NAME, "ca.test", "malformed"),
            new Persist(
                "a tag twice",
                NAME,
                "ca.test; accounturi=ACCOUNT; accounturi=ACCOUNT",
                "malformed"),
            new Persist("no value", NAME, "ca.test; accounturi=ACCOUNT; policy", "malformed"),
            new Persist(
                "no number", NAME, "ca.test; accounturi=ACCOUNT; persistUntil=soon", "malformed"))
        .map(
            persist ->
                DynamicTest.dynamicTest(
                    persist.what(),
                    () -> {
                      order(persist.identifier());
                      JsonNode challenge = challenge("dns-persist-01");
                      assertTrue(!challenge.has("token"));
                      assertEquals(flow.client.kid, challenge.path("accounturi").stringValue());
                      assertEquals(
                          "[\"ca.test\"]", challenge.path("issuer-domain-names").toString());
                      String name = "_validation-persist." + persist.identifier().replace("*.", "");
                      ca.dns().forget(name);
                      ca.dns().txt(name, persist.record().replace("ACCOUNT", flow.client.kid));
                      assertEquals(persist.expected(), result("dns-persist-01"));
                      flow.client.post(authorizationUrl, "{\"status\":\"deactivated\"}");
                    }));
  }

  private record Caa(String what, String identifier, String tag, String value, String expected) {}

  @TestFactory
  Stream<DynamicTest> caa() {
    return Stream.of(
            new Caa("this CA", NAME, "issue", "ca.test", "valid"),
            new Caa("another CA", NAME, "issue", "other.test", "caa"),
            new Caa("nobody", NAME, "issue", ";", "caa"),
            new Caa("another CA for wildcards", NAME, "issuewild", "other.test", "valid"),
            new Caa("wildcards by nobody", "*.example.com", "issuewild", ";", "caa"),
            new Caa("no wildcard rule", "*.example.com", "issue", "ca.test", "valid"),
            new Caa("this account", NAME, "issue", "ca.test; accounturi=ACCOUNT", "valid"),
            new Caa("another account", NAME, "issue", "ca.test; accounturi=x", "caa"),
            new Caa(
                "this method", NAME, "issue", "ca.test; validationmethods=http-01,dns-01", "valid"),
            new Caa("another method", NAME, "issue", "ca.test; validationmethods=http-01", "caa"),
            new Caa("an unknown property", NAME, "color", "blue", "valid"))
        .map(
            caa ->
                DynamicTest.dynamicTest(
                    caa.what(),
                    () -> {
                      order(caa.identifier());
                      String base = caa.identifier().replace("*.", "");
                      ca.dns().forget("_acme-challenge." + base);
                      ca.dns().txt("_acme-challenge." + base, digest("dns-01"));
                      ca.dns().forget("example.com");
                      ca.dns()
                          .caa(
                              "example.com",
                              caa.tag(),
                              caa.value().replace("ACCOUNT", flow.client.kid));
                      assertEquals(caa.expected(), result("dns-01"));
                      flow.client.post(authorizationUrl, "{\"status\":\"deactivated\"}");
                    }));
  }

  @Test
  void challengeIsNotLookedAtTwice() {
    order(NAME);
    ca.faults().slowValidationUntil(clock.instant().plus(Duration.ofMinutes(1)));
    flow.present(authorization, "http-01");
    String url = challenge("http-01").path("url").stringValue();
    assertEquals("processing", flow.client.post(url, "{}").text("status"));
    assertEquals("processing", flow.client.post(url, "{}").text("status"));
  }
}
