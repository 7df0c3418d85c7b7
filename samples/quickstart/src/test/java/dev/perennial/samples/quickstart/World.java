package dev.perennial.samples.quickstart;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A manager on an in-memory store with a clock that the test moves. */
final class World implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");

  static final String ISSUERS =
      """
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: {name: selfsigned}
      spec: {selfSigned: {}}
      ---
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: {name: ca, namespace: demo}
      spec: {ca: {secretName: root-tls}}
      """;

  static final String ROOT =
      """
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: root, namespace: demo}
      spec:
        isCA: true
        commonName: Root
        secretName: root-tls
        duration: 8760h
        privateKey: {algorithm: ECDSA}
        issuerRef: {name: selfsigned, kind: ClusterIssuer}
      """;

  static final String LEAF =
      """
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: web, namespace: demo}
      spec:
        secretName: web-tls
        dnsNames: [web.example]
        privateKey: {algorithm: ECDSA}
        issuerRef: {name: ca}
      """;

  Instant now = Instant.parse("2026-11-24T12:00:00Z");
  final List<LifecycleEvent> events = new ArrayList<>();
  final InMemoryStore store = new InMemoryStore();
  final CertificateManager manager;

  World(UnaryOperator<CertificateManager.Builder> settings) {
    manager =
        settings
            .apply(CertificateManager.builder().store(store).clock(() -> now).listener(events::add))
            .build();
  }

  World() {
    this(UnaryOperator.identity());
  }

  World apply(String manifest) {
    manager.applyAll(Manifests.read("test", manifest));
    manager.tick();
    return this;
  }

  World pass(Duration duration) {
    Instant end = now.plus(duration);
    while (!manager.nextDue().isAfter(end)) {
      now = manager.nextDue().isAfter(now) ? manager.nextDue() : now;
      manager.tick();
    }
    now = end;
    manager.tick();
    return this;
  }

  Certificate web() {
    return manager.certificate(WEB).orElseThrow();
  }

  Condition condition(String type) {
    return web().status().condition(type).orElseThrow();
  }

  SecretBundle secret(String name) {
    return manager.secret(new ResourceName("demo", name)).orElseThrow();
  }

  X509Certificate leaf() {
    return Certificates.decodeFirst(
        secret("web-tls").value(SecretBundle.TLS_CRT).orElseThrow().revealBytes());
  }

  @Override
  public void close() {
    manager.close();
  }
}
