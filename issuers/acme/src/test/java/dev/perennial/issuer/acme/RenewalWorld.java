package dev.perennial.issuer.acme;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.ResourceStore;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A manager on virtual time with issuers at ACME CAs that validate nothing. */
final class RenewalWorld implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");

  final TestClock clock = TestClock.create();
  final ResourceStore store = new InMemoryStore();
  final List<LifecycleEvent> events = new ArrayList<>();
  CertificateManager manager = open();

  CertificateManager open() {
    return CertificateManager.builder()
        .store(store)
        .clock(clock)
        .issuers(new AcmeIssuerProvider())
        .extension(AcmeIssuerConfig.class, AcmeIssuerConfig.builder().selfCheck(false).build())
        .listener(events::add)
        .random(new SecureRandom())
        .build();
  }

  /** Declares an issuer at a CA; {@code more} are further lines of {@code spec.acme}. */
  void issuer(String name, AcmeCa ca, String more) {
    manager.applyAll(
        Manifests.read(
            "test",
            """
            apiVersion: cert-manager.io/v1
            kind: ClusterIssuer
            metadata: {name: %s}
            spec:
              acme:
                server: %s
                caBundle: %s
                privateKeySecretRef: {name: %s-account}
                solvers: [{http01: {ingress: {}}}]
                %s
            """
                .formatted(
                    name,
                    ca.directoryUrl(),
                    Base64.getEncoder()
                        .encodeToString(ca.trustPem().getBytes(StandardCharsets.US_ASCII)),
                    name,
                    more)));
  }

  /** Declares the certificate; {@code more} are further lines of its spec. */
  void certificate(String annotations, String more) {
    manager.applyAll(
        Manifests.read(
            "test",
            """
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata: {name: web, namespace: demo, annotations: {%s}}
            spec:
              secretName: web-tls
              dnsNames: [web.example.com]
              issuerRef: {name: ca, kind: ClusterIssuer}
              %s
            """
                .formatted(annotations, more.isEmpty() ? "privateKey: {algorithm: ECDSA}" : more)));
  }

  /** Lets time pass; the manager is called whenever it asks to be. */
  void pass(Duration time) {
    Instant end = clock.instant().plus(time);
    for (int ticks = 0; ticks < 20_000; ticks++) {
      Instant next = manager.tick();
      if (next.isAfter(end)) {
        clock.advanceTo(end);
        return;
      }
      clock.advanceTo(next.isAfter(clock.instant()) ? next : clock.instant().plusMillis(10));
    }
    throw new AssertionError("it does not come to rest: " + explain());
  }

  Certificate web() {
    return manager.certificate(WEB).orElseThrow();
  }

  int revision() {
    Integer revision = web().status().revision();
    return revision == null ? 0 : revision;
  }

  boolean isReady() {
    return web().status().condition("Ready").filter(c -> c.isTrue()).isPresent();
  }

  SecretBundle secret() {
    return manager.secret(new ResourceName("demo", "web-tls")).orElseThrow();
  }

  X509Certificate leaf() {
    return Certificates.decodeFirst(secret().value("tls.crt").orElseThrow().revealBytes());
  }

  String explain() {
    return manager.explain(WEB).orElseThrow().text();
  }

  long told(String reason) {
    return events.stream().filter(e -> e.reason().equals(reason)).count();
  }

  @Override
  public void close() {
    manager.close();
    store.close();
  }
}
