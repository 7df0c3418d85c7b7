package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.http01.Http01Handler;
import dev.perennial.issuer.acme.http01.Http01Listener;
import dev.perennial.model.Condition;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A running Pebble, a manager in real time, and a listener on the port that Pebble asks. */
final class PebbleWorld implements AutoCloseable {
  private final Pebble pebble;
  private final InMemoryStore store = new InMemoryStore();
  private final Http01Listener listener;
  private final CertificateManager manager;

  private PebbleWorld(Pebble pebble) {
    this.pebble = pebble;
    this.listener =
        Http01Listener.open(
            new Http01Handler(store),
            new InetSocketAddress("127.0.0.1", pebble.httpPort),
            Runnable::run);
    this.manager =
        CertificateManager.builder()
            .store(store)
            .issuers(new AcmeIssuerProvider())
            .extension(AcmeIssuerConfig.class, World.config().build())
            .build();
  }

  static PebbleWorld start(Path folder, Map<String, String> environment, String settings)
      throws Exception {
    return new PebbleWorld(Pebble.start(folder, environment, settings));
  }

  void issuer(String line) {
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: pebble}
        spec:
          acme:
            server: %s
            email: admin@example.com
            caBundle: %s
            privateKeySecretRef: {name: account}
            solvers: [{http01: {ingress: {}}}]
        """
                .formatted(pebble.directory(), World.base64(pebble.caPem))
            + (line.isEmpty() ? "" : "    " + line + "\n"));
  }

  void certificate(String name, String line) {
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: %s, namespace: demo}
        spec:
          secretName: %s-tls
          privateKey: {algorithm: ECDSA}
          issuerRef: {name: pebble, kind: ClusterIssuer}
        """
                .formatted(name, name)
            + "  "
            + line
            + "\n");
  }

  private void apply(String manifest) {
    manager.applyAll(Manifests.read("test", manifest));
  }

  void secret(String name, String value) {
    store.create(
        SecretBundle.builder()
            .meta(ObjectMeta.builder().name(name).namespace("cert-manager").build())
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of("secret", SecretBytes.ofUtf8(value)))
            .build());
  }

  /** Has the server killed and started anew after so many writes to the store from now on. */
  void restartAfterWrites(int writes) {
    AtomicInteger left = new AtomicInteger(writes);
    store.watch(
        key -> {
          if (left.decrementAndGet() == 0) {
            try {
              pebble.stopServer();
              pebble.startServer();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        });
  }

  X509Certificate issue(String certificate) {
    ResourceName name = new ResourceName("demo", certificate);
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (!isReady(name) && Instant.now().isBefore(end)) {
      Instant next = manager.tick();
      Duration wait = Duration.between(Instant.now(), next);
      LockSupport.parkNanos(
          Math.max(
              1_000_000,
              wait.compareTo(Duration.ofMillis(200)) > 0 ? 200_000_000 : wait.toNanos()));
    }
    assertTrue(isReady(name), () -> manager.explain(name).orElseThrow().text());
    return chain(certificate).get(0);
  }

  private boolean isReady(ResourceName name) {
    return manager
        .certificate(name)
        .flatMap(c -> c.status().condition("Ready"))
        .filter(Condition::isTrue)
        .isPresent();
  }

  int failedAttempts(ResourceName name) {
    Integer attempts = manager.certificate(name).orElseThrow().status().failedIssuanceAttempts();
    return attempts == null ? 0 : attempts;
  }

  int presented() {
    return store.list(ResourceType.SECRET, "acme-http01", "").size();
  }

  String top(String certificate) {
    List<X509Certificate> chain = chain(certificate);
    return chain.get(chain.size() - 1).getIssuerX500Principal().getName();
  }

  private List<X509Certificate> chain(String certificate) {
    SecretBundle secret =
        manager.secret(new ResourceName("demo", certificate + "-tls")).orElseThrow();
    return Certificates.decodeBundle(secret.value("tls.crt").orElseThrow().revealBytes());
  }

  /** Returns the common name of a root. */
  String root(int index) throws Exception {
    HttpClient http = Https.unchecked(AcmeIssuerConfig.DEFAULT);
    URI uri = URI.create("https://127.0.0.1:" + pebble.managementPort + "/roots/" + index);
    String pem =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
    return Certificates.decodeFirst(pem.getBytes(StandardCharsets.US_ASCII))
        .getSubjectX500Principal()
        .getName()
        .replaceAll(".*CN=([^,]*).*", "$1");
  }

  @Override
  public void close() {
    manager.close();
    listener.close();
    pebble.close();
  }
}
