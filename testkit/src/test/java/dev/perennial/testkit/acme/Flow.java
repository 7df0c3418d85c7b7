package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.CsrContent;
import dev.perennial.core.pki.DistinguishedName;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.core.pki.SubjectAltNames;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of a CA that can go the whole way to a certificate, by HTTP-01 or DNS-01. */
final class Flow implements AutoCloseable {
  static final Crypto CRYPTO = Crypto.of(new SecureRandom());

  final AcmeCa ca;
  final RawClient client;
  final Solvers solvers;

  Flow(AcmeCa ca) throws IOException {
    this.ca = ca;
    this.client = new RawClient(ca, "EC256");
    this.solvers = new Solvers();
    ca.httpPort(solvers.port());
    client.register();
  }

  /** Issues for identifiers; each step must succeed. */
  X509Certificate issue(String... identifiers) {
    Reply order = ok(client.newOrder(identifiers), 201);
    authorize(order);
    return certificate(finish(order, identifiers));
  }

  void authorize(Reply order) {
    for (JsonNode url : order.json().path("authorizations")) {
      Reply authorization = ok(client.read(url.stringValue()), 200);
      if (authorization.text("status").equals("pending")) {
        String type = authorization.json().path("wildcard").asBoolean(false) ? "dns-01" : "http-01";
        answer(authorization, type);
        assertEquals("valid", client.read(url.stringValue()).text("status"));
      }
    }
  }

  /** Presents what the challenge asks for, and lets the CA look. */
  Reply answer(Reply authorization, String type) {
    return ok(client.post(present(authorization, type), "{}"), 200);
  }

  /** Presents what the challenge asks for; returns its URL. */
  String present(Reply authorization, String type) {
    JsonNode challenge = RawClient.challenge(authorization.json(), type);
    String keyAuthorization = client.keyAuthorization(challenge);
    if (type.equals("http-01")) {
      solvers.bodies.put(Solvers.path(challenge.path("token").stringValue()), keyAuthorization);
    } else {
      String name = authorization.json().path("identifier").path("value").stringValue();
      ca.dns().txt("_acme-challenge." + name, TestJws.base64(TestJws.sha256(keyAuthorization)));
    }
    return challenge.path("url").stringValue();
  }

  /** Finalizes an order and waits for its certificate; returns the order. */
  Reply finish(Reply order, String... identifiers) {
    ok(finalizeOrder(order, csr(TestJws.newKey("EC256"), identifiers)), 200);
    return ok(client.read(order.location()), 200);
  }

  Reply finalizeOrder(Reply order, byte[] csr) {
    ObjectNode payload = TestJws.MAPPER.createObjectNode().put("csr", TestJws.base64(csr));
    return client.post(order.text("finalize"), payload.toString());
  }

  X509Certificate certificate(Reply order) {
    assertEquals("valid", order.text("status"), order::body);
    return chain(ok(client.read(order.text("certificate")), 200)).get(0);
  }

  static List<X509Certificate> chain(Reply reply) {
    return Certificates.decodeBundle(reply.body().getBytes(StandardCharsets.US_ASCII));
  }

  static Reply ok(Reply reply, int status) {
    assertEquals(status, reply.status(), reply::body);
    return reply;
  }

  static byte[] csr(KeyPair key, String... identifiers) {
    List<String> names = Stream.of(identifiers).filter(name -> !isIp(name)).toList();
    List<IpAddress> addresses =
        Stream.of(identifiers)
            .filter(Flow::isIp)
            .map(name -> IpAddress.parse(name).orElseThrow())
            .toList();
    SubjectAltNames san = new SubjectAltNames(names, List.of(), addresses, List.of(), List.of());
    return csr(key.getPrivate(), "", san, List.of());
  }

  static byte[] csr(
      PrivateKey key, String commonName, SubjectAltNames san, List<ExtensionValue> more) {
    List<ExtensionValue> extensions =
        Stream.concat(
                san.isEmpty()
                    ? Stream.of()
                    : Stream.of(
                        ExtensionValue.of(ExtensionValue.SUBJECT_ALT_NAME, false, san.der())),
                more.stream())
            .toList();
    CsrContent content =
        new CsrContent(DistinguishedName.of(Subject.EMPTY, commonName), extensions);
    return SigningRequests.generate(content, key, null, CRYPTO);
  }

  private static boolean isIp(String identifier) {
    return IpAddress.parse(identifier).isPresent();
  }

  @Override
  public void close() {
    solvers.close();
  }
}
