package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.provider.Bind;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.DnsProvider;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.acme.AcmeCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Challenges by DNS against Pebble with its DNS server, and against BIND. */
@Tag("interop")
class DnsInteropTest {
  private static final ResourceName WEB = new ResourceName("demo", "web");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "dns01, _acme-challenge.example.com, false",
    "dnsAccount01, _[a-z2-7]{16}\\._acme-challenge.example.com, false",
    "dnsPersist01, _validation-persist.example.com, true"
  })
  void pebble(String solver, String name, boolean lasts) throws Exception {
    try (Pebble pebble = Pebble.start(folder, Map.of("PEBBLE_VA_NOSLEEP", "1"))) {
      ChallengeServerDns dns =
          new ChallengeServerDns("http://127.0.0.1:" + pebble.dnsManagementPort);
      CertificateManager manager =
          CertificateManager.builder()
              .store(new InMemoryStore())
              .issuers(new AcmeIssuerProvider())
              .extension(DnsProvider.class, dns)
              .extension(
                  AcmeIssuerConfig.class,
                  AcmeIssuerConfig.builder()
                      .recursiveNameservers(List.of("127.0.0.1:" + pebble.dnsPort))
                      .recursiveNameserversOnly(true)
                      .build())
              .build();
      manager.applyAll(
          Manifests.read(
              "test",
              manifest(
                  pebble.directory(),
                  pebble.caPem,
                  solver + ": {webhook: {groupName: g, solverName: challtestsrv}}",
                  "['*.example.com', example.com]")));
      Instant end = Instant.now().plusSeconds(60);
      while (!isReady(manager) && Instant.now().isBefore(end)) {
        Duration wait = Duration.between(Clock.systemUTC().instant(), manager.tick());
        LockSupport.parkNanos(Math.max(1_000_000, Math.min(wait.toNanos(), 200_000_000)));
      }
      assertIssued(manager, "*.example.com", "example.com");
      assertTrue(dns.published.stream().allMatch(r -> r.name().matches(name)), name);
      assertEquals(lasts, dns.takenBack.isEmpty());
    }
  }

  @Test
  void bind() throws Exception {
    TestClock clock = TestClock.at(Instant.now());
    try (Bind bind = Bind.start(folder);
        AcmeCa ca =
            AcmeCa.builder(clock)
                .resolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), bind.port()))
                .start()) {
      CertificateManager manager =
          CertificateManager.builder()
              .store(new InMemoryStore())
              .clock(clock)
              .issuers(new AcmeIssuerProvider())
              .extension(
                  AcmeIssuerConfig.class,
                  AcmeIssuerConfig.builder()
                      .recursiveNameservers(List.of("127.0.0.1:" + bind.port()))
                      .dnsPort(bind.port())
                      .build())
              .build();
      String solver =
          """
          dns01: {rfc2136: {nameserver: "127.0.0.1:%d", tsigKeyName: hmacsha512.key,
            tsigAlgorithm: HMACSHA512, tsigSecretSecretRef: {name: tsig, key: secret}}}"""
              .formatted(bind.port())
              .replace("\n", " ");
      manager.applyAll(
          Manifests.read(
              "test",
              manifest(ca.directoryUrl(), ca.trustPem(), solver, "['*.a.b.test', a.b.test]")
                  + """
                  ---
                  apiVersion: v1
                  kind: Secret
                  metadata: {name: tsig, namespace: cert-manager}
                  stringData: {secret: "%s"}
                  """
                      .formatted(Bind.SECRET)));
      for (int i = 0; i < 60 && !isReady(manager); i++) {
        clock.advanceTo(manager.tick());
      }
      assertIssued(manager, "*.a.b.test", "a.b.test");
      assertEquals(List.of(), bind.values("_acme-challenge.a.b.test"));
    }
  }

  private static void assertIssued(CertificateManager manager, String... names) throws Exception {
    assertTrue(isReady(manager), () -> manager.explain(WEB).orElseThrow().text());
    X509Certificate leaf =
        Certificates.decodeFirst(
            manager
                .secret(new ResourceName("demo", "web-tls"))
                .orElseThrow()
                .value("tls.crt")
                .orElseThrow()
                .revealBytes());
    TreeSet<String> found = new TreeSet<>();
    leaf.getSubjectAlternativeNames().forEach(name -> found.add(String.valueOf(name.get(1))));
    assertEquals(new TreeSet<>(List.of(names)), found);
  }

  private static boolean isReady(CertificateManager manager) {
    return manager
        .certificate(WEB)
        .flatMap(c -> c.status().condition("Ready"))
        .filter(Condition::isTrue)
        .isPresent();
  }

  private static String manifest(String server, String caPem, String solver, String names) {
    String trust = Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII));
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
        .formatted(server, trust, solver, names);
  }
}
