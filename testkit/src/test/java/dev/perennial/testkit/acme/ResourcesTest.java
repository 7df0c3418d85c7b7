package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.testkit.TestClock;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds for all resources (RFC 8555, sections 6 and 7.1). */
final class ResourcesTest {
  private final AcmeCa ca =
      AcmeCa.builder(TestClock.create())
          .website("https://ca.test")
          .termsOfService("https://ca.test/terms/2")
          .caaIdentities("ca.test", "ca.example")
          .start();
  private final RawClient client = new RawClient(ca, "EC256");

  @AfterEach
  void stop() {
    ca.close();
  }

  @Test
  void directoryNamesResourcesAndMeta() {
    JsonNode directory = client.directory();
    for (String name :
        List.of("newNonce", "newAccount", "newOrder", "revokeCert", "keyChange", "renewalInfo")) {
      assertTrue(directory.path(name).stringValue().startsWith("https://localhost:"), name);
    }
    JsonNode meta = directory.path("meta");
    assertEquals("https://ca.test/terms/2", meta.path("termsOfService").stringValue());
    assertEquals("https://ca.test", meta.path("website").stringValue());
    assertEquals("[\"ca.test\",\"ca.example\"]", meta.path("caaIdentities").toString());
    assertFalse(meta.path("externalAccountRequired").booleanValue());
  }

  @Test
  void noncesComeByHeadAndGet() {
    String url = client.url("newNonce");
    Reply head = client.send("HEAD", url, "", Map.of());
    Reply get = client.get(url);
    assertEquals(200, head.status());
    assertEquals(204, get.status());
    assertNotEquals(head.header("Replay-Nonce"), get.header("Replay-Nonce"));
    assertTrue(head.header("Replay-Nonce").matches("[A-Za-z0-9_-]{22}"));
    assertEquals("no-store", head.header("Cache-Control"));
    assertEquals(List.of(ca.directoryUrl()), head.links("index"));
    assertEquals(List.of(), client.get(ca.directoryUrl()).links("index"));
    assertEquals("", client.get(ca.directoryUrl()).header("Replay-Nonce"));
  }

  @Test
  void directoryAndNoncesAreReadByPostToo() {
    client.register();
    assertEquals(client.directory(), client.read(ca.directoryUrl()).json());
    assertEquals(204, client.read(client.url("newNonce")).status());
    assertEquals("400 malformed", client.post(ca.directoryUrl(), "{}").problem());
  }

  @Test
  void termsAreLinkedWhenTheyWereNotAgreedTo() {
    Reply reply = client.newAccount("{}");
    assertEquals("403 userActionRequired", reply.problem());
    assertEquals(List.of("https://ca.test/terms/2"), reply.links("terms-of-service"));
    try (AcmeCa lax = AcmeCa.builder(TestClock.create()).withoutTermsOfService().start()) {
      assertEquals(201, new RawClient(lax, "EC256").newAccount("{}").status());
    }
  }

  @Test
  void methodsThatAreAllowedAreNamed() {
    assertEquals("POST", client.get(client.url("newOrder")).header("Allow"));
  }

  @Test
  void refusalNamesTheAlgorithmsThatWouldBeRight() {
    Reply reply =
        client.post(
            client.url("newAccount"),
            TestJws.sign(
                client.header(client.url("newAccount")).put("alg", "PS256"), "{}", client.key));
    assertEquals("400 badSignatureAlgorithm", reply.problem());
    assertEquals(
        "[\"RS256\",\"ES256\",\"ES384\",\"ES512\",\"EdDSA\"]",
        reply.json().path("algorithms").toString());
  }

  @Test
  void subproblemsNameTheirIdentifiers() {
    client.register();
    Reply reply = client.newOrder("a_b.example.com", "good.example.com", "-c.example.com");
    JsonNode subproblems = reply.json().path("subproblems");
    assertEquals(2, subproblems.size(), reply::body);
    assertEquals(
        "a_b.example.com", subproblems.get(0).path("identifier").path("value").stringValue());
  }

  /** The JDK's client always names itself. */
  @Test
  void clientsMustNameThemselves() throws Exception {
    int port = Integer.parseInt(ca.directoryUrl().replaceAll(".*:([0-9]+)/.*", "$1"));
    try (Socket socket =
        RawClient.http(ca).sslContext().getSocketFactory().createSocket("localhost", port)) {
      ((SSLSocket) socket).startHandshake();
      socket
          .getOutputStream()
          .write("GET /directory HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes());
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("User-Agent"), answer);
    }
  }
}
