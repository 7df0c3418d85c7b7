package dev.perennial.issuer.acme;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.DnsProvider;
import dev.perennial.spi.ResourceStore;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import dev.perennial.testkit.acme.dns.DnsZones;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A manager and a CA that looks at its own DNS server, which takes dynamic updates. */
final class DnsWorld implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");
  static final String SECRET = "c2VjcmV0IG9mIHRoZSB0ZXN0";

  final TestClock clock = TestClock.create();
  final ResourceStore store = new InMemoryStore();
  final AcmeCa ca;
  final CertificateManager manager;

  DnsWorld(DnsProvider... handed) {
    ca = AcmeCa.start(clock);
    dns().updateKey("test", "hmac-sha256", SECRET);
    CertificateManager.Builder builder =
        CertificateManager.builder()
            .store(store)
            .clock(clock)
            .issuers(new AcmeIssuerProvider())
            .extension(
                AcmeIssuerConfig.class,
                AcmeIssuerConfig.builder()
                    .recursiveNameservers(List.of(nameserver()))
                    .dnsPort(ca.dnsServer().address().getPort())
                    .build());
    for (DnsProvider provider : handed) {
      builder.extension(DnsProvider.class, provider);
    }
    manager = builder.build();
  }

  DnsZones dns() {
    return ca.dns();
  }

  String nameserver() {
    return "127.0.0.1:" + ca.dnsServer().address().getPort();
  }

  /** Returns the entry of a solver that signs its updates with a secret of this name. */
  String rfc2136() {
    return "{nameserver: \""
        + nameserver()
        + "\", tsigKeyName: test, tsigAlgorithm: HMACSHA256, "
        + "tsigSecretSecretRef: {name: tsig, key: secret}}";
  }

  void apply(String names, String solver) {
    tsig(SECRET);
    manager.applyAll(Manifests.read("test", manifest(names, solver)));
  }

  void tsig(String secret) {
    manager.applyAll(
        Manifests.read(
            "tsig",
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: tsig, namespace: cert-manager}
            stringData: {secret: "%s"}
            """
                .formatted(secret)));
  }

  /** Ticks from one due time to the next, for so many times at most, until it is ready. */
  boolean drive(int ticks) {
    for (int i = 0; i < ticks && !isReady(); i++) {
      clock.advanceTo(manager.tick());
    }
    return isReady();
  }

  boolean isReady() {
    return manager
        .certificate(WEB)
        .flatMap(c -> c.status().condition("Ready"))
        .filter(Condition::isTrue)
        .isPresent();
  }

  String explanation() {
    return manager.explain(WEB).orElseThrow().text();
  }

  /** Returns what the condition of the first request says. */
  String requestMessage() {
    ResourceKey key =
        new ResourceKey(ResourceType.CERTIFICATE_REQUEST, new ResourceName("demo", "web-1"));
    CertificateRequest request = (CertificateRequest) store.read(key).orElseThrow().resource();
    return request.status().condition("Ready").map(Condition::message).orElse("");
  }

  private String manifest(String names, String solver) {
    String trust =
        Base64.getEncoder().encodeToString(ca.trustPem().getBytes(StandardCharsets.US_ASCII));
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
          - %s
    ---
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: {name: web, namespace: demo}
    spec:
      secretName: web-tls
      dnsNames: %s
      privateKey: {algorithm: ECDSA}
      issuerRef: {name: acme, kind: ClusterIssuer}
    """
        .formatted(ca.directoryUrl(), trust, solver, names);
  }

  @Override
  public void close() {
    ca.close();
  }
}
