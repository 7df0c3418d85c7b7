package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.http01.Http01Handler;
import dev.perennial.issuer.acme.http01.Http01Listener;
import dev.perennial.model.Certificate;
import dev.perennial.model.Condition;
import dev.perennial.model.Issuer;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.Versioned;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.AcmeCaBuilder;
import dev.perennial.testkit.fault.FaultyStore;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A CA, a store, a manager and a listener for HTTP-01, all in the test's time. */
final class World implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");
  static final ResourceName ACCOUNT = new ResourceName("cert-manager", "account");

  /** More steps than any issuance takes. */
  private static final int MOST_TICKS = 500;

  private static final Executor DIRECT = Runnable::run;

  final TestClock clock = TestClock.create();
  final InMemoryStore store = new InMemoryStore();
  final FaultyStore faulty = FaultyStore.around(store);
  final AcmeCa ca;
  final List<LifecycleEvent> events = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Http01Listener listener;
  private final AcmeIssuerConfig config;
  private final Executor executor;
  private final InFlight inFlight = new InFlight();
  CertificateManager manager;

  World(UnaryOperator<AcmeCaBuilder> setUp, AcmeIssuerConfig.Builder config, Executor executor) {
    this.ca = setUp.apply(AcmeCa.builder(clock)).start();
    this.executor = inFlight.over(executor);
    this.listener =
        Http01Listener.open(
            new Http01Handler(store), new InetSocketAddress("127.0.0.1", 0), threads);
    ca.httpPort(listener.port());
    this.config = config.http01Port(listener.port()).build();
    this.manager = newManager();
  }

  World(UnaryOperator<AcmeCaBuilder> setUp, AcmeIssuerConfig.Builder config) {
    this(setUp, config, DIRECT);
  }

  static World of(UnaryOperator<AcmeCaBuilder> setUp) {
    return new World(setUp, config(), DIRECT);
  }

  static World create() {
    return of(UnaryOperator.identity());
  }

  static AcmeIssuerConfig.Builder config() {
    return AcmeIssuerConfig.builder().selfCheck(false).timeout(Duration.ofSeconds(5));
  }

  void closeListener() {
    listener.close();
  }

  /** Drops the manager and its signers as a crash does, and makes another on the same store. */
  void crash() {
    manager = newManager();
  }

  private CertificateManager newManager() {
    return CertificateManager.builder()
        .store(faulty)
        .clock(clock)
        .executor(executor)
        .issuers(new AcmeIssuerProvider())
        .extension(AcmeIssuerConfig.class, config)
        .listener(events::add)
        .build();
  }

  /** Declares the issuer with further lines of {@code spec.acme}, each indented by nothing. */
  void issuer(String... lines) {
    issuerAt(ca.directoryUrl(), "caBundle: " + base64(ca.trustPem()), lines);
  }

  void issuerAt(String server, String trust, String... lines) {
    StringBuilder more = new StringBuilder();
    for (String line : lines) {
      line.lines().forEach(l -> more.append("    ").append(l).append('\n'));
    }
    String solvers =
        more.indexOf("solvers:") >= 0 ? "" : "    solvers: [{http01: {ingress: {}}}]\n";
    String email = more.indexOf("email:") >= 0 ? "" : "    email: admin@example.com\n";
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: ClusterIssuer
        metadata: {name: acme}
        spec:
          acme:
            server: %s
            privateKeySecretRef: {name: account}
        """
                .formatted(server)
            + (trust.isEmpty() ? "" : "    " + trust + "\n")
            + email
            + solvers
            + more);
  }

  /** Declares a certificate with further lines of its spec. */
  void certificate(String name, String... lines) {
    StringBuilder more = new StringBuilder();
    for (String line : lines) {
      more.append("  ").append(line).append('\n');
    }
    apply(
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: %s, namespace: demo}
        spec:
          secretName: %s-tls
          privateKey: {algorithm: ECDSA}
          issuerRef: {name: acme, kind: ClusterIssuer}
        """
                .formatted(name, name)
            + more);
  }

  void web(String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = "dnsNames: [www.example.com]";
    System.arraycopy(lines, 0, all, 1, lines.length);
    certificate("web", all);
  }

  void apply(String manifest) {
    manager.applyAll(Manifests.read("test", manifest));
  }

  void secret(ResourceName name, Map<String, String> data) {
    SecretBundle.Builder builder =
        SecretBundle.builder()
            .meta(ObjectMeta.builder().name(name.name()).namespace(name.namespace()).build())
            .secretType(SecretBundle.TYPE_OPAQUE);
    Map<String, SecretBytes> bytes = new java.util.LinkedHashMap<>();
    data.forEach((key, value) -> bytes.put(key, SecretBytes.ofUtf8(value)));
    SecretBundle secret = builder.data(bytes).build();
    store
        .read(secret.key())
        .ifPresentOrElse(old -> store.update(secret, old.version()), () -> store.create(secret));
  }

  /** Ticks until the certificate is ready, or an attempt failed, or nothing is due any more. */
  void drive(ResourceName name) {
    driveUntil(() -> isReady(name) || hasFailed(name));
  }

  void driveUntil(java.util.function.BooleanSupplier done) {
    for (int i = 0; i < MOST_TICKS; i++) {
      manager.tick();
      inFlight.awaitNone();
      if (done.getAsBoolean() || manager.nextDue().equals(Instant.MAX)) {
        return;
      }
      clock.advanceTo(manager.nextDue());
    }
    throw new AssertionError("no end after " + MOST_TICKS + " ticks:\n" + state());
  }

  /** Ticks and moves the clock until a time. */
  void driveUntil(Instant end) {
    for (int i = 0; i < MOST_TICKS && clock.instant().isBefore(end); i++) {
      Instant next = manager.tick();
      clock.advanceTo(next.isAfter(end) ? end : next);
    }
    manager.tick();
  }

  X509Certificate issue() {
    drive(WEB);
    return ready("web");
  }

  X509Certificate ready(String name) {
    assertTrue(isReady(new ResourceName("demo", name)), this::state);
    return Certificates.decodeFirst(chain(name).getBytes(StandardCharsets.US_ASCII));
  }

  String chain(String name) {
    SecretBundle secret = manager.secret(new ResourceName("demo", name + "-tls")).orElseThrow();
    return new String(
        secret.value("tls.crt").orElseThrow().revealBytes(), StandardCharsets.US_ASCII);
  }

  Certificate certificate(ResourceName name) {
    return manager.certificate(name).orElseThrow();
  }

  boolean isReady(ResourceName name) {
    return certificate(name).status().condition("Ready").filter(Condition::isTrue).isPresent();
  }

  boolean hasFailed(ResourceName name) {
    return failedAttempts(name) > 0;
  }

  int failedAttempts(ResourceName name) {
    Integer attempts = certificate(name).status().failedIssuanceAttempts();
    return attempts == null ? 0 : attempts;
  }

  /** Returns the message of the Issuing condition. */
  String issuingMessage() {
    return certificate(WEB).status().condition("Issuing").map(Condition::message).orElse("");
  }

  Issuer storedIssuer() {
    return (Issuer)
        store
            .read(new ResourceKey(ResourceType.CLUSTER_ISSUER, new ResourceName("", "acme")))
            .map(Versioned::resource)
            .orElseThrow();
  }

  Condition issuerReady() {
    return storedIssuer().status().condition("Ready").orElseThrow();
  }

  /** Returns the answers that are still shown. */
  List<ResourceName> presented() {
    return store.list(ResourceType.SECRET, "acme-http01", "");
  }

  String state() {
    return manager.explain(WEB).map(e -> e.text()).orElse("")
        + "\n"
        + storedIssuer().status()
        + "\n"
        + ca.requests()
        + "\n"
        + events;
  }

  /** Counts the steps that run on other threads, so that time stands still meanwhile. */
  private static final class InFlight {
    private int count;

    Executor over(Executor executor) {
      return task -> {
        add(1);
        executor.execute(
            () -> {
              try {
                task.run();
              } finally {
                add(-1);
              }
            });
      };
    }

    private synchronized void add(int change) {
      count += change;
      notifyAll();
    }

    synchronized void awaitNone() {
      try {
        while (count > 0) {
          wait(TimeUnit.SECONDS.toMillis(30));
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    manager.close();
    listener.close();
    ca.close();
    threads.shutdownNow();
  }
}
