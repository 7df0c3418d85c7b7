package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.store.FileStore;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the manifest to files on disk that openssl, keytool, nginx and curl accept. */
@Tag("interop")
@Timeout(180)
class IssuedPathInteropTest {
  private static final String ROOT =
      """
      apiVersion: cert-manager.io/v1
      kind: ClusterIssuer
      metadata: {name: selfsigned}
      spec: {selfSigned: {}}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: root, namespace: demo}
      spec:
        isCA: true
        commonName: Root
        secretName: root-tls
        duration: 87600h
        privateKey: {KEY}
        issuerRef: {name: selfsigned, kind: ClusterIssuer}
      ---
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: {name: root, namespace: demo}
      spec: {ca: {secretName: root-tls}}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: sub, namespace: demo}
      spec:
        isCA: true
        commonName: Sub
        secretName: sub-tls
        duration: 43800h
        privateKey: {KEY}
        issuerRef: {name: root}
      ---
      apiVersion: cert-manager.io/v1
      kind: Issuer
      metadata: {name: sub, namespace: demo}
      spec:
        ca:
          secretName: sub-tls
          crlDistributionPoints: [http://crl.example/sub.crl]
          ocspServers: [http://ocsp.example]
          issuingCertificateURLs: [http://ca.example/sub.crt]
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: password, namespace: demo}
      stringData: {p: changeit}
      ---
      apiVersion: cert-manager.io/v1
      kind: Certificate
      metadata: {name: web, namespace: demo}
      spec:
        commonName: web
        subject: {organizations: [Shop], countries: [DE]}
        dnsNames: [localhost, www.example]
        ipAddresses: [127.0.0.1]
        uris: [spiffe://example/web]
        emailAddresses: [web@example.org]
        usages: [digital signature, key encipherment, server auth]
        secretName: web-tls
        privateKey: {KEY}
        issuerRef: {name: sub}
        keystores:
          pkcs12: {create: true, passwordSecretRef: {name: password, key: p}}
          jks: {create: true, passwordSecretRef: {name: password, key: p}}
      """;

  @TempDir Path folder;
  private FileStore store;
  private CertificateManager manager;
  private Path web;

  @BeforeEach
  void open() {
    store = FileStores.open(folder.resolve("store"));
    manager = CertificateManager.builder().store(store).build();
    web = folder.resolve("store/demo/secrets/web-tls");
  }

  @AfterEach
  void close() {
    manager.close();
    store.close();
  }

  private void issue(String key) {
    manager.applyAll(Manifests.read("interop", ROOT.replace("{KEY}", "{" + key + "}")));
    settle();
  }

  /** Ticks until nothing is due. */
  private void settle() {
    for (int i = 0; i < 100 && !manager.nextDue().isAfter(Instant.now()); i++) {
      manager.tick();
    }
  }

  private String peer(String... command) throws Exception {
    return Peers.run(web, command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "algorithm: RSA, size: 2048",
        "algorithm: RSA, size: 3072",
        "algorithm: ECDSA, size: 256",
        "algorithm: ECDSA, size: 384",
        "algorithm: ECDSA, size: 521",
        "algorithm: Ed25519"
      })
  void opensslAcceptsTheChainAndShowsEveryField(String key) throws Exception {
    issue(key);
    String verified =
        peer(
            "openssl",
            "verify",
            "-x509_strict",
            "-purpose",
            "sslserver",
            "-verify_hostname",
            "localhost",
            "-CAfile",
            "ca.crt",
            "-untrusted",
            "tls.crt",
            "tls.crt");
    assertTrue(verified.endsWith("OK\n"), verified);
    assertEquals(
        peer("openssl", "pkey", "-in", "tls.key", "-pubout"),
        peer("openssl", "x509", "-in", "tls.crt", "-noout", "-pubkey"));
    String text = peer("openssl", "x509", "-in", "tls.crt", "-noout", "-text");
    for (String field :
        List.of(
            "Issuer: CN = Sub",
            "CN = web",
            "O = Shop",
            "C = DE",
            "DNS:localhost, DNS:www.example",
            "IP Address:127.0.0.1",
            "URI:spiffe://example/web",
            "email:web@example.org",
            "Digital Signature, Key Encipherment",
            "TLS Web Server Authentication",
            "CA:FALSE",
            "URI:http://crl.example/sub.crl",
            "OCSP - URI:http://ocsp.example",
            "CA Issuers - URI:http://ca.example/sub.crt")) {
      assertTrue(text.contains(field), () -> field + " in " + text);
    }
    assertFalse(text.contains("TLS Web Client"), text);
  }

  @Test
  void keytoolReadsTheKeystores() throws Exception {
    issue("algorithm: ECDSA");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    for (String file : List.of("keystore.p12", "keystore.jks", "truststore.p12")) {
      String listed = peer(keytool, "-list", "-v", "-keystore", file, "-storepass", "changeit");
      assertTrue(listed.contains(file.startsWith("trust") ? "CN=Root" : "CN=web"), listed);
    }
  }

  @Test
  void aCsrOfOpensslIsSignedAndOneOfOursIsAccepted() throws Exception {
    issue("algorithm: ECDSA");
    ResourceName ours = new ResourceName("demo", "web-1");
    CertificateRequest request =
        (CertificateRequest)
            store.read(ResourceKey.certificateRequest(ours)).orElseThrow().resource();
    Files.writeString(folder.resolve("ours.csr"), request.spec().request());
    Peers.run(folder, "openssl", "req", "-verify", "-noout", "-in", "ours.csr");

    Peers.run(
        folder,
        "openssl",
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "their.key",
        "-out",
        "their.csr",
        "-subj",
        "/CN=theirs",
        "-addext",
        "subjectAltName=DNS:their.example");
    String csr = Files.readString(folder.resolve("their.csr"));
    String encoded = java.util.Base64.getEncoder().encodeToString(csr.getBytes("US-ASCII"));
    manager.applyAll(
        Manifests.read(
            "interop",
            """
            apiVersion: cert-manager.io/v1
            kind: CertificateRequest
            metadata: {name: theirs, namespace: demo}
            spec: {request: %s, issuerRef: {name: sub}, usages: [server auth]}
            """
                .formatted(encoded)));
    settle();
    CertificateRequest signed =
        (CertificateRequest)
            store
                .read(ResourceKey.certificateRequest(new ResourceName("demo", "theirs")))
                .orElseThrow()
                .resource();
    Files.writeString(folder.resolve("their.crt"), signed.status().certificate());
    String verified =
        Peers.run(
            folder,
            "openssl",
            "verify",
            "-x509_strict",
            "-verify_hostname",
            "their.example",
            "-CAfile",
            web.resolve("ca.crt").toString(),
            "-untrusted",
            "their.crt",
            "their.crt");
    assertTrue(verified.endsWith("OK\n"), verified);
  }

  @Test
  void nginxServesTheFilesAndCurlTrustsThem() throws Exception {
    issue("algorithm: ECDSA");
    int port = freePort();
    Path config = config(port);
    Process nginx =
        new ProcessBuilder(
                nginx(), "-p", folder.toString(), "-c", config.toString(), "-g", "daemon off;")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    try {
      String before = serial(web);
      assertEquals("hello", get(port));
      assertEquals(before, served(port));
      manager.renew(World.WEB);
      settle();
      String after = serial(web);
      assertNotEquals(before, after);
      assertEquals(before, served(port), "until it is told");
      Peers.run(folder, nginx(), "-p", folder.toString(), "-c", config.toString(), "-s", "reload");
      for (int tries = 0; !served(port).equals(after); tries++) {
        assertTrue(tries < 200, "nginx does not serve the new leaf");
      }
      assertEquals("hello", get(port));
    } finally {
      nginx.destroy();
      assertTrue(nginx.waitFor(30, TimeUnit.SECONDS), "nginx does not end");
    }
  }

  private static String nginx() {
    return Files.exists(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path config(int port) throws IOException {
    Path config = folder.resolve("nginx.conf");
    Files.writeString(
        config,
        """
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d ssl;
            ssl_certificate %3$s/tls.crt;
            ssl_certificate_key %3$s/tls.key;
            location / { return 200 "hello"; }
          }
        }
        """
            .formatted(folder, port, web));
    return config;
  }

  private String get(int port) throws Exception {
    return Peers.run(
        folder,
        "curl",
        "-sS",
        "--fail",
        "--retry",
        "20",
        "--retry-connrefused",
        "--retry-delay",
        "1",
        "--noproxy",
        "*",
        "--cacert",
        web.resolve("ca.crt").toString(),
        "https://localhost:" + port + "/");
  }

  private static String serial(Path secret) throws Exception {
    return Peers.run(secret, "openssl", "x509", "-noout", "-serial", "-in", "tls.crt").strip();
  }

  private String served(int port) throws Exception {
    Peers.run(
        folder,
        "sh",
        "-c",
        "openssl s_client -connect 127.0.0.1:"
            + port
            + " -servername localhost </dev/null 2>/dev/null >served.txt"
            + " && openssl x509 -in served.txt -out served.crt");
    return Peers.run(folder, "openssl", "x509", "-noout", "-serial", "-in", "served.crt").strip();
  }
}
