package dev.perennial.issuer.acme;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.LiveTls;
import dev.perennial.core.tls.SecretSelection;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.TlsAlpn01Solver;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * A host that serves TLS with the live key manager, a manager, and a CA; all in the test's time.
 */
final class AlpnWorld implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");

  final TestClock clock = TestClock.create();
  final ResourceStore store = new InMemoryStore();
  final AcmeCa ca;
  final LiveKeyManager keys;
  final CertificateManager manager;
  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  AlpnWorld(Consumer<AcmeIssuerConfig.Builder> settings) throws Exception {
    ca = AcmeCa.builder(clock).perspectives(3).start();
    keys =
        LiveKeyManager.builder(store, clock)
            .secrets(SecretSelection.ofCertificatesIn("demo"))
            .answerChallenges()
            .build();
    SSLContext context = LiveTls.serverContext(keys);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    server.setSSLParameters(
        LiveTls.withChallenges(LiveTls.serverParameters(context), "h2", "http/1.1"));
    threads.execute(this::serve);
    ca.tlsPort(port());
    manager = manager(settings);
  }

  CertificateManager manager(Consumer<AcmeIssuerConfig.Builder> settings) {
    AcmeIssuerConfig.Builder config = AcmeIssuerConfig.builder().tlsAlpn01Port(port());
    settings.accept(config);
    return CertificateManager.builder()
        .store(store)
        .clock(clock)
        .issuers(new AcmeIssuerProvider())
        .extension(AcmeIssuerConfig.class, config.build())
        .build();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) server.accept();
        threads.execute(() -> shakeHands(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void shakeHands(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      socket.getInputStream().read();
    } catch (IOException refused) {
      // The client sees it.
    }
  }

  void apply(String names) {
    manager.applyAll(Manifests.read("test", manifest(names)));
  }

  /**
   * Ticks from one due time to the next, for so many times at most, until the certificate is ready.
   */
  boolean drive(CertificateManager running, int ticks) {
    for (int i = 0; i < ticks && !isReady(running); i++) {
      clock.advanceTo(running.tick());
    }
    return isReady(running);
  }

  static boolean isReady(CertificateManager running) {
    return running
        .certificate(WEB)
        .flatMap(c -> c.status().condition("Ready"))
        .filter(Condition::isTrue)
        .isPresent();
  }

  /** Returns the names of which a challenge is in the store. */
  List<String> challenges() {
    return store.list(ResourceType.SECRET, TlsAlpn01Solver.NAMESPACE, "").stream()
        .map(ResourceName::name)
        .toList();
  }

  String explanation() {
    return manager.explain(WEB).orElseThrow().text();
  }

  /** Returns what the condition of the first request says. */
  String requestMessage() {
    CertificateRequest request =
        (CertificateRequest)
            store
                .read(
                    new ResourceKey(
                        ResourceType.CERTIFICATE_REQUEST, new ResourceName("demo", "web-1")))
                .orElseThrow()
                .resource();
    return request.status().condition("Ready").map(Condition::message).orElse("");
  }

  private String manifest(String names) {
    return """
    apiVersion: cert-manager.io/v1
    kind: ClusterIssuer
    metadata: {name: acme}
    spec:
      acme:
        server: %s
        caBundle: %s
        privateKeySecretRef: {name: account}
        solvers:
          - tlsAlpn01: {}
    ---
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: {name: web, namespace: demo}
    spec:
      secretName: web-tls
      %s
      privateKey: {algorithm: ECDSA}
      issuerRef: {name: acme, kind: ClusterIssuer}
    """
        .formatted(
            ca.directoryUrl(),
            Base64.getEncoder().encodeToString(ca.trustPem().getBytes(StandardCharsets.US_ASCII)),
            names);
  }

  @Override
  public void close() throws IOException {
    manager.close();
    server.close();
    keys.close();
    ca.close();
    threads.shutdownNow();
  }
}
