package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Accounts, external account binding and key rollover (RFC 8555, section 7.3). */
final class AccountsTest {
  private static final byte[] MAC_KEY = "a key of thirty-two octets for us".getBytes();

  private final AcmeCa ca =
      AcmeCa.builder(TestClock.create()).externalAccount("kid-1", TestJws.base64(MAC_KEY)).start();

  @AfterEach
  void stop() {
    ca.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC256", "EC384", "EC521", "RSA2048", "Ed25519"})
  void keysOfEachKindSign(String kind) {
    RawClient client = new RawClient(ca, kind);
    assertEquals(201, client.register().status());
    assertEquals(201, client.newOrder("www.example.com").status());
  }

  @Test
  void accountIsFoundByItsKey() {
    RawClient client = new RawClient(ca, "EC256");
    Reply created = client.register();
    assertEquals("valid", created.text("status"));
    RawClient again = new RawClient(ca, client.key);
    Reply found = again.newAccount("{\"onlyReturnExisting\":true}");
    assertEquals(200, found.status());
    assertEquals(created.location(), found.location());
    assertEquals(created.json(), found.json());
    assertEquals(List.of(created.location()), ca.accounts());
  }

  @Test
  void contactsChangeAndOtherFieldsAreIgnored() {
    RawClient client = new RawClient(ca, "EC256");
    client.register();
    Reply changed = client.post(client.kid, "{\"contact\":[\"mailto:b@example.com\"]}");
    assertEquals("[\"mailto:b@example.com\"]", changed.json().path("contact").toString());
    Reply same = client.post(client.kid, "{\"status\":\"revoked\",\"orders\":\"x\"}");
    assertEquals(changed.json(), same.json());
    Reply none = client.post(client.kid, "{\"contact\":[]}");
    assertTrue(none.json().path("contact").isMissingNode(), none::body);
  }

  @Test
  void deactivatedAccountIsShutOut() {
    RawClient client = new RawClient(ca, "EC256");
    client.register();
    assertEquals(
        "deactivated", client.post(client.kid, "{\"status\":\"deactivated\"}").text("status"));
    assertEquals("401 unauthorized", client.newOrder("www.example.com").problem());
    assertEquals("401 unauthorized", client.read(client.kid).problem());
    client.kid = "";
    assertEquals("401 unauthorized", client.register().problem());
    assertEquals(List.of(), ca.accounts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void accountIsBoundToAnExternalOne(String algorithm) {
    RawClient client = new RawClient(ca, "EC256");
    Reply reply = client.newAccount(bound(client, header(client).put("alg", algorithm)));
    assertEquals(201, reply.status(), reply::body);
    assertTrue(reply.json().path("externalAccountBinding").isObject());
  }

  private record Binding(String what, Consumer<ObjectNode> change, String expected) {}

  @TestFactory
  Stream<DynamicTest> wrongBindingsAreRefused() {
    return Stream.of(
            new Binding("no MAC", header -> header.put("alg", "ES256"), "400 malformed"),
            new Binding("a nonce", header -> header.put("nonce", "x"), "400 malformed"),
            new Binding("another URL", header -> header.put("url", "x"), "400 malformed"),
            new Binding("no key id", header -> header.remove("kid"), "400 malformed"),
            new Binding("unknown key id", header -> header.put("kid", "x"), "403 unauthorized"))
        .map(
            binding ->
                DynamicTest.dynamicTest(
                    binding.what(),
                    () -> {
                      RawClient client = new RawClient(ca, "EC256");
                      ObjectNode header = header(client);
                      binding.change().accept(header);
                      Reply reply = client.newAccount(bound(client, header));
                      assertEquals(binding.expected(), reply.problem(), reply::body);
                    }));
  }

  @Test
  void bindingOfAnotherKeyOrWithAnotherMacIsRefused() {
    RawClient client = new RawClient(ca, "EC256");
    ObjectNode other = TestJws.jwk(TestJws.newKey("EC256").getPublic());
    assertEquals(
        "400 malformed",
        client
            .newAccount(account(TestJws.mac(header(client), other.toString(), MAC_KEY)))
            .problem());
    String own = TestJws.jwk(client.key.getPublic()).toString();
    assertEquals(
        "403 unauthorized",
        client.newAccount(account(TestJws.mac(header(client), own, new byte[32]))).problem());
  }

  @Test
  void bindingIsRequiredWhereTheDirectorySaysSo() {
    try (AcmeCa strict =
        AcmeCa.builder(TestClock.create())
            .externalAccountRequired()
            .externalAccount("kid-1", TestJws.base64(MAC_KEY))
            .start()) {
      RawClient client = new RawClient(strict, "EC256");
      assertTrue(client.directory().path("meta").path("externalAccountRequired").booleanValue());
      assertEquals("403 externalAccountRequired", client.register().problem());
      assertEquals(201, client.newAccount(bound(client, header(client))).status());
    }
  }

  private static ObjectNode header(RawClient client) {
    return TestJws.MAPPER
        .createObjectNode()
        .put("alg", "HS256")
        .put("kid", "kid-1")
        .put("url", client.url("newAccount"));
  }

  private static String bound(RawClient client, ObjectNode header) {
    String payload = TestJws.jwk(client.key.getPublic()).toString();
    ObjectNode binding =
        header.path("alg").stringValue().startsWith("HS")
            ? TestJws.mac(header, payload, MAC_KEY)
            : TestJws.sign(header, payload, client.key);
    return account(binding);
  }

  private static String account(ObjectNode binding) {
    ObjectNode account = TestJws.MAPPER.createObjectNode().put("termsOfServiceAgreed", true);
    account.set("externalAccountBinding", binding);
    return account.toString();
  }

  @Test
  void keyRollsOver() {
    RawClient client = new RawClient(ca, "EC256");
    client.register();
    KeyPair old = client.key;
    KeyPair next = TestJws.newKey("EC384");
    Reply reply =
        client.post(client.url("keyChange"), change(client, next, inner -> {}).toString());
    assertEquals(200, reply.status(), reply::body);
    assertEquals("400 badSignatureAlgorithm", client.newOrder("www.example.com").problem());
    client.key = next;
    assertEquals(201, client.newOrder("www.example.com").status());
    RawClient third = new RawClient(ca, old);
    assertEquals(
        "400 accountDoesNotExist", third.newAccount("{\"onlyReturnExisting\":true}").problem());
    assertEquals(201, third.register().status());
    assertNotEquals(client.kid, third.kid);
  }

  @Test
  void keyOfAnotherAccountIsAConflict() {
    RawClient other = new RawClient(ca, "EC256");
    other.register();
    RawClient client = new RawClient(ca, "EC256");
    client.register();
    Reply reply =
        client.post(client.url("keyChange"), change(client, other.key, inner -> {}).toString());
    assertEquals("409 malformed", reply.problem());
    assertEquals(other.kid, reply.location());
  }

  private record Change(String what, Consumer<ObjectNode> inner) {}

  @TestFactory
  Stream<DynamicTest> wrongRolloversAreRefused() {
    return Stream.of(
            new Change("kid in the inner JWS", header -> header.put("kid", "x")),
            new Change("no jwk in the inner JWS", header -> header.remove("jwk")),
            new Change("nonce in the inner JWS", header -> header.put("nonce", "x")),
            new Change("another url in the inner JWS", header -> header.put("url", "x")),
            new Change("another account", header -> header.put("account", "x")),
            new Change(
                "another old key",
                header -> header.set("oldKey", TestJws.jwk(TestJws.newKey("EC256").getPublic()))))
        .map(
            change ->
                DynamicTest.dynamicTest(
                    change.what(),
                    () -> {
                      RawClient client = new RawClient(ca, "EC256");
                      client.register();
                      KeyPair next = TestJws.newKey("EC256");
                      ObjectNode inner = change(client, next, change.inner());
                      Reply reply = client.post(client.url("keyChange"), inner.toString());
                      assertEquals("400 malformed", reply.problem(), reply::body);
                      assertEquals(200, client.read(client.kid).status());
                    }));
  }

  /** The inner JWS; members named account and oldKey go into its payload. */
  private static ObjectNode change(RawClient client, KeyPair next, Consumer<ObjectNode> change) {
    ObjectNode payload = TestJws.MAPPER.createObjectNode().put("account", client.kid);
    payload.set("oldKey", TestJws.jwk(client.key.getPublic()));
    ObjectNode header = TestJws.MAPPER.createObjectNode();
    header.put("alg", TestJws.algorithm(next.getPublic())).put("url", client.url("keyChange"));
    header.set("jwk", TestJws.jwk(next.getPublic()));
    change.accept(header);
    for (String moved : List.of("account", "oldKey")) {
      if (header.has(moved)) {
        payload.set(moved, header.remove(moved));
      }
    }
    return TestJws.sign(header, payload.toString(), next);
  }
}
