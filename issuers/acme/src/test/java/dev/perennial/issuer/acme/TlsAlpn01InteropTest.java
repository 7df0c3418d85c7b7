package dev.perennial.issuer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.tlsalpn01.TlsAlpn01Listener;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.TlsAlpn01Solver;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS-ALPN-01 against Pebble, and as openssl sees it. */
@Tag("interop")
class TlsAlpn01InteropTest {
  private static final ResourceName WEB = new ResourceName("demo", "web");

  @TempDir Path folder;

  @Test
  void pebbleIssuesNamesAndAnAddressWithTheListener() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Pebble pebble = Pebble.start(folder, Map.of("PEBBLE_VA_NOSLEEP", "1"));
        ResourceStore store = FileStores.open(folder.resolve("store"));
        TlsAlpn01Listener listener =
            TlsAlpn01Listener.open(
                store, new InetSocketAddress("127.0.0.1", pebble.tlsPort), threads);
        CertificateManager manager =
            CertificateManager.builder()
                .store(store)
                .issuers(new AcmeIssuerProvider())
                .extension(
                    AcmeIssuerConfig.class, AcmeIssuerConfig.builder().selfCheck(false).build())
                .build()) {
      manager.applyAll(Manifests.read("test", manifest(pebble)));
      Instant end = Instant.now().plus(Duration.ofSeconds(30));
      while (!AlpnWorld.isReady(manager) && Instant.now().isBefore(end)) {
        manager.tick();
        LockSupport.parkNanos(20_000_000);
      }
      assertTrue(AlpnWorld.isReady(manager), () -> manager.explain(WEB).orElseThrow().text());
      X509Certificate leaf =
          Certificates.decodeFirst(
              manager
                  .secret(new ResourceName("demo", "web-tls"))
                  .orElseThrow()
                  .value(SecretBundle.TLS_CRT)
                  .orElseThrow()
                  .revealBytes());
      assertEquals(3, leaf.getSubjectAlternativeNames().size());
      assertEquals(List.of(), store.list(ResourceType.SECRET, TlsAlpn01Solver.NAMESPACE, ""));
      assertEquals(pebble.tlsPort, listener.port());
    } finally {
      threads.shutdownNow();
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
        caBundle: %s
        privateKeySecretRef: {name: pebble-account}
        solvers:
          - tlsAlpn01: {}
    ---
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: {name: web, namespace: demo}
    spec:
      secretName: web-tls
      dnsNames: [web.example.com, www.example.com]
      ipAddresses: [127.0.0.1]
      privateKey: {algorithm: ECDSA}
      issuerRef: {name: pebble, kind: ClusterIssuer}
    """
        .formatted(
            pebble.directory(),
            Base64.getEncoder().encodeToString(pebble.caPem.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void opensslSeesEachCertificateOnItsProtocolAlone() throws Exception {
    try (AlpnWorld world = new AlpnWorld(c -> c.selfCheck(false))) {
      world.apply("dnsNames: [www.example.com]");
      assertTrue(world.drive(world.manager, 60), world::explanation);
      assertTrue(seen(world, "acme-tls/1").contains("no peer certificate available"));
      ChallengeCertificate challenge =
          ChallengeCertificate.make(
              "www.example.com", "t.p", world.clock.instant(), Crypto.of(new SecureRandom()));
      world.store.create(secret(challenge));
      for (String version : List.of("-tls1_2", "-tls1_3")) {
        String validation = seen(world, "acme-tls/1", version);
        assertTrue(validation.contains("ALPN protocol: acme-tls/1"), validation);
        assertTrue(validation.contains(pem(challenge.certificate())), validation);
        for (String protocol : List.of("http/1.1", "h2", "h2,acme-tls/1")) {
          String ordinary = seen(world, protocol, version);
          assertTrue(ordinary.contains(pem(world.ca.issued().get(0))), ordinary);
        }
      }
    }
  }

  private static SecretBundle secret(ChallengeCertificate challenge) {
    return SecretBundle.builder()
        .meta(
            ObjectMeta.builder()
                .namespace(TlsAlpn01Solver.NAMESPACE)
                .name("www.example.com")
                .build())
        .data(
            Map.of(
                SecretBundle.TLS_KEY,
                SecretBytes.copyOf(PrivateKeys.encode(challenge.key(), KeyEncoding.PKCS8)),
                SecretBundle.TLS_CRT,
                SecretBytes.copyOf(Certificates.encode(challenge.certificate()))))
        .build();
  }

  private static String pem(X509Certificate certificate) {
    return new String(Certificates.encode(certificate), StandardCharsets.US_ASCII);
  }

  private static String seen(AlpnWorld world, String protocols, String... more) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + world.port(),
                "-servername",
                "www.example.com",
                "-alpn",
                protocols));
    command.addAll(List.of(more));
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    openssl.getOutputStream().close();
    String text = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    openssl.waitFor();
    return text;
  }
}
