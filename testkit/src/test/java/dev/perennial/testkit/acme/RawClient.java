package dev.perennial.testkit.acme;

import dev.perennial.core.pki.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The least ACME client: one request for each call, nothing tried again. */
final class RawClient {
  private final HttpClient http;
  private final String directoryUrl;
  KeyPair key;
  String kid = "";
  private String nonce = "";
  private JsonNode directory;

  RawClient(AcmeCa ca, String keyKind) {
    this(ca, TestJws.newKey(keyKind));
  }

  RawClient(AcmeCa ca, KeyPair key) {
    this.http = http(ca);
    this.directoryUrl = ca.directoryUrl();
    this.key = key;
  }

  static HttpClient http(AcmeCa ca) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      byte[] pem = ca.trustPem().getBytes(StandardCharsets.US_ASCII);
      store.setCertificateEntry("root", Certificates.decodeFirst(pem));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return HttpClient.newBuilder()
          .sslContext(tls)
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode directory() {
    if (directory == null) {
      directory = send("GET", directoryUrl, "", Map.of()).json();
    }
    return directory;
  }

  /** Reads the directory anew next time. */
  void forgetDirectory() {
    directory = null;
  }

  String url(String resource) {
    return directory().path(resource).stringValue();
  }

  String nonce() {
    if (nonce.isEmpty()) {
      send("HEAD", url("newNonce"), "", Map.of());
    }
    String next = nonce;
    nonce = "";
    return next;
  }

  ObjectNode header(String url) {
    ObjectNode header = TestJws.MAPPER.createObjectNode();
    header.put("alg", TestJws.algorithm(key.getPublic()));
    if (kid.isEmpty()) {
      header.set("jwk", TestJws.jwk(key.getPublic()));
    } else {
      header.put("kid", kid);
    }
    return header.put("nonce", nonce()).put("url", url);
  }

  Reply post(String url, String payload) {
    return post(url, TestJws.sign(header(url), payload, key));
  }

  Reply post(String url, ObjectNode jws) {
    return send("POST", url, jws.toString(), Map.of("Content-Type", "application/jose+json"));
  }

  Reply read(String url) {
    return post(url, "");
  }

  Reply get(String url) {
    return send("GET", url, "", Map.of());
  }

  Reply send(String method, String url, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(20))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      nonce = response.headers().firstValue("Replay-Nonce").orElse(nonce);
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Reply newAccount(String payload) {
    Reply reply = post(url("newAccount"), payload);
    if (reply.status() < 300) {
      kid = reply.location();
    }
    return reply;
  }

  Reply register() {
    return newAccount("{\"termsOfServiceAgreed\":true,\"contact\":[\"mailto:a@example.com\"]}");
  }

  static ObjectNode orderFor(String... identifiers) {
    ObjectNode order = TestJws.MAPPER.createObjectNode();
    ArrayNode array = order.putArray("identifiers");
    for (String identifier : identifiers) {
      boolean ip = identifier.matches("[0-9.]+|.*:.*");
      array.addObject().put("type", ip ? "ip" : "dns").put("value", identifier);
    }
    return order;
  }

  Reply newOrder(String... identifiers) {
    return post(url("newOrder"), orderFor(identifiers).toString());
  }

  String keyAuthorization(JsonNode challenge) {
    return challenge.path("token").stringValue() + "." + TestJws.thumbprint(key.getPublic());
  }

  /** Returns the challenge of a type. */
  static JsonNode challenge(JsonNode authorization, String type) {
    for (JsonNode challenge : authorization.path("challenges")) {
      if (challenge.path("type").stringValue().equals(type)) {
        return challenge;
      }
    }
    throw new AssertionError("no " + type + " in " + authorization);
  }
}
