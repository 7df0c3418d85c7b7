package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.issuer.acme.http01.Http01Handler;
import dev.perennial.issuer.acme.http01.Http01Listener;
import dev.perennial.model.Certificate;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.ResourceStore;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ACME issuer against Pebble. */
@Tag("interop")
class PebbleInteropTest {
  @TempDir Path folder;

  @Test
  void aCertificateIsIssuedByHttp01() throws Exception {
    try (Pebble pebble = Pebble.start(folder, Map.of("PEBBLE_VA_NOSLEEP", "1"));
        ResourceStore store = FileStores.open(folder.resolve("store"));
        Http01Listener listener =
            Http01Listener.open(
                new Http01Handler(store),
                new InetSocketAddress("127.0.0.1", pebble.httpPort),
                Runnable::run)) {
      List<LifecycleEvent> events = new ArrayList<>();
      CertificateManager manager =
          CertificateManager.builder()
              .store(store)
              .issuers(new AcmeIssuerProvider())
              .extension(
                  AcmeIssuerConfig.class, AcmeIssuerConfig.builder().selfCheck(false).build())
              .listener(events::add)
              .build();
      Instant begin = Instant.now();
      manager.applyAll(Manifests.read("test", manifest(pebble)));
      drive(manager, new ResourceName("demo", "web"), Duration.ofSeconds(20));
      events.forEach(System.out::println);
      System.out.println(Duration.between(begin, Instant.now()));
      Certificate web = manager.certificate(new ResourceName("demo", "web")).orElseThrow();
      assertTrue(
          web.status().condition("Ready").filter(Condition::isTrue).isPresent(),
          () -> manager.explain(new ResourceName("demo", "web")).orElseThrow().text());
      X509Certificate leaf =
          Certificates.decodeFirst(
              manager
                  .secret(new ResourceName("demo", "web-tls"))
                  .orElseThrow()
                  .value("tls.crt")
                  .orElseThrow()
                  .revealBytes());
      System.out.println(leaf.getSubjectAlternativeNames());
      assertTrue(listener.port() > 0);
    }
  }

  private static void drive(CertificateManager manager, ResourceName name, Duration most) {
    Instant end = Instant.now().plus(most);
    while (Instant.now().isBefore(end)) {
      Instant next = manager.tick();
      boolean ready =
          manager
              .certificate(name)
              .flatMap(c -> c.status().condition("Ready"))
              .filter(Condition::isTrue)
              .isPresent();
      if (ready) {
        return;
      }
      Duration wait = Duration.between(Clock.systemUTC().instant(), next);
      LockSupport.parkNanos(Math.max(1_000_000, Math.min(wait.toNanos(), 200_000_000)));
    }
  }

  private static String manifest(Pebble pebble) {
    return """
    apiVersion: cert-manager.io/v1
    kind: ClusterIssuer
    metadata: {name: pebble}
    spec:
      acme:
        server: %s
        email: admin@example.com
        caBundle: %s
        privateKeySecretRef: {name: pebble-account}
        solvers:
          - http01: {ingress: {}}
    ---
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: {name: web, namespace: demo}
    spec:
      secretName: web-tls
      dnsNames: [web.example.com]
      privateKey: {algorithm: ECDSA}
      issuerRef: {name: pebble, kind: ClusterIssuer}
    """
        .formatted(
            pebble.directory(),
            Base64.getEncoder().encodeToString(pebble.caPem.getBytes(StandardCharsets.US_ASCII)));
  }
}
