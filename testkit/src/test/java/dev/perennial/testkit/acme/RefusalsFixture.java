package dev.perennial.testkit.acme;

import static dev.perennial.testkit.acme.TestJws.base64;

import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.SubjectAltNames;
import dev.perennial.testkit.TestClock;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CA with two accounts, with orders in each state, and the names that the table uses for them.
 */
final class RefusalsFixture implements AutoCloseable {
  private static final String NAME = "ready.example.com";

  final AcmeCa ca =
      AcmeCa.builder(TestClock.create())
          .blocked("blocked.test")
          .profiles(
              AcmeProfile.CLASSIC,
              AcmeProfile.of("names", Duration.ofDays(90)).withoutIpAddresses())
          .start();
  final Flow flow = new Flow(ca);
  final Map<String, RawClient> clients = new HashMap<>();
  final Map<String, String> urls = new HashMap<>();
  final Map<String, String> words = new HashMap<>();

  RefusalsFixture() throws IOException {
    RawClient second = new RawClient(ca, "EC384");
    second.register();
    clients.put("first", flow.client);
    clients.put("second", second);
    clients.put("new", new RawClient(ca, "EC256"));
    clients.put("short", new RawClient(ca, "RSA1024"));
    pending();
    ready();
    valid();
    revoked();
    requests();
    signingRequests(second.key);
  }

  private void pending() {
    Reply order = flow.client.newOrder("pending.example.com");
    JsonNode authorizations = order.json().path("authorizations");
    urls.put("order", order.location());
    urls.put("finalizePending", order.text("finalize"));
    urls.put("authorization", authorizations.get(0).stringValue());
    JsonNode authorization = flow.client.read(urls.get("authorization")).json();
    urls.put("challenge", RawClient.challenge(authorization, "http-01").path("url").stringValue());
  }

  private void ready() {
    Reply order = flow.client.newOrder(NAME);
    String url = order.json().path("authorizations").get(0).stringValue();
    Reply authorization = flow.client.read(url);
    flow.authorize(order);
    urls.put("finalize", order.text("finalize"));
    for (String type : List.of("http-01", "dns-01")) {
      String challenge = RawClient.challenge(authorization.json(), type).path("url").stringValue();
      urls.put(type.equals("http-01") ? "doneChallenge" : "unusedChallenge", challenge);
    }
  }

  private void valid() {
    Reply order = flow.client.newOrder("valid.example.com");
    flow.authorize(order);
    Reply done = flow.finish(order, "valid.example.com");
    X509Certificate leaf = flow.certificate(done);
    urls.put("finalizeValid", order.text("finalize"));
    urls.put("certificate", done.text("certificate"));
    urls.put("certificateChain9", done.text("certificate") + "/9");
    words.put("certificate", base64(der(leaf)));
    words.put("certId", certificateId(leaf));
  }

  private void revoked() {
    Reply order = flow.client.newOrder("revoked.example.com");
    flow.authorize(order);
    KeyPair key = TestJws.newKey("EC256");
    flow.finalizeOrder(order, Flow.csr(key, "revoked.example.com"));
    X509Certificate leaf = flow.certificate(flow.client.read(order.location()));
    words.put("revoked", base64(der(leaf)));
    words.put("replacedId", certificateId(leaf));
    words.put("csrCompromised", base64(Flow.csr(key, NAME)));
    ObjectNode next = RawClient.orderFor("revoked.example.com");
    next.put("replaces", certificateId(leaf));
    Flow.ok(flow.client.post(flow.client.url("newOrder"), next.toString()), 201);
    ObjectNode revocation = TestJws.MAPPER.createObjectNode();
    revocation.put("certificate", base64(der(leaf))).put("reason", 1);
    Flow.ok(flow.client.post(flow.client.url("revokeCert"), revocation.toString()), 200);
  }

  private void requests() {
    for (String listed : List.of("newNonce", "newAccount", "newOrder", "revokeCert")) {
      urls.put(listed, flow.client.url(listed));
    }
    urls.put("renewalInfo", flow.client.url("renewalInfo"));
    urls.put("directory", ca.directoryUrl());
    urls.put("nothing", ca.directoryUrl() + "/nothing");
    urls.put("account", flow.client.kid);
    urls.put("orders", flow.client.read(flow.client.kid).text("orders"));
    words.put("accountUrl", flow.client.kid);
    words.put("agreed", "{\"termsOfServiceAgreed\":true}");
    words.put("order", RawClient.orderFor("new.example.com").toString());
    words.put(
        "order101",
        RawClient.orderFor(
                IntStream.range(0, 101)
                    .mapToObj(i -> "n" + i + ".example.com")
                    .toArray(String[]::new))
            .toString());
    words.put("longName", ("a".repeat(60) + ".").repeat(4) + "example.com");
    words.put("zeros", base64(new byte[64]));
    String nonce = flow.client.nonce();
    ObjectNode header = flow.client.header(flow.client.kid).put("nonce", nonce);
    Flow.ok(flow.client.post(flow.client.kid, TestJws.sign(header, "", flow.client.key)), 200);
    words.put("usedNonce", nonce);
    AcmeCa other = AcmeCa.builder(TestClock.create()).seed(2).alwaysValid().start();
    try (other;
        Flow foreign = new Flow(other)) {
      words.put("foreign", base64(der(foreign.issue("valid.example.com"))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void signingRequests(KeyPair secondKey) {
    KeyPair key = TestJws.newKey("EC256");
    SubjectAltNames one = names(List.of(), NAME);
    word("csr", Flow.csr(key, NAME));
    word("csrOther", Flow.csr(key, "other.example.com"));
    word("csrMore", Flow.csr(key, NAME, "more.example.com"));
    word("csrCommonName", Flow.csr(key.getPrivate(), "cn.example.com", one, List.of()));
    word("csrEmpty", Flow.csr(key.getPrivate(), "", SubjectAltNames.EMPTY, List.of()));
    word("csrEmail", Flow.csr(key.getPrivate(), "", names(List.of("a@b.test"), NAME), List.of()));
    ExtensionValue ca =
        ExtensionValue.of(
            ExtensionValue.BASIC_CONSTRAINTS, true, new byte[] {0x30, 3, 1, 1, (byte) 0xff});
    word("csrCa", Flow.csr(key.getPrivate(), "", one, List.of(ca)));
    word("csrAccountKey", Flow.csr(flow.client.key, NAME));
    word("csrSecondKey", Flow.csr(secondKey, NAME));
    word("csrEd25519", Flow.csr(TestJws.newKey("Ed25519"), NAME));
    word("csrShort", plainCsr(TestJws.newKey("RSA1024"), "SHA256withRSA"));
    word("csrSha1", plainCsr(TestJws.newKey("RSA2048"), "SHA1withRSA"));
    byte[] forged = Flow.csr(key, NAME);
    forged[forged.length - 1] ^= 1;
    word("csrForged", forged);
  }

  /** By BouncyCastle, since core refuses to sign such requests. */
  private static byte[] plainCsr(KeyPair key, String algorithm) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(
              new X500Principal("CN=" + NAME), key.getPublic())
          .build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
          .getEncoded();
    } catch (IOException | org.bouncycastle.operator.OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static SubjectAltNames names(List<String> emails, String... dns) {
    return new SubjectAltNames(List.of(dns), emails, List.of(), List.of(), List.of());
  }

  private void word(String name, byte[] der) {
    words.put(name, base64(der));
  }

  /** RFC 9773, section 4.1. */
  static String certificateId(X509Certificate leaf) {
    byte[] extension = leaf.getExtensionValue("2.5.29.35");
    // OCTET STRING, SEQUENCE, [0]: two octets each.
    byte[] keyId = Arrays.copyOfRange(extension, 6, extension.length);
    BigInteger serial = leaf.getSerialNumber();
    return base64(keyId) + "." + base64(serial.toByteArray());
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    flow.close();
    ca.close();
  }
}
