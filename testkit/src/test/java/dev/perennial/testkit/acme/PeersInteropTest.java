package dev.perennial.testkit.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.Certificates;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that we did not write get certificates; they live by the machine's clock. */
@Tag("interop")
final class PeersInteropTest {
  private static final String SECRET =
      Base64.getEncoder().encodeToString("a secret of the test, 32 octets.".getBytes());

  @TempDir Path folder;
  private AcmeCa ca;

  @BeforeEach
  void start() throws IOException {
    ca = AcmeCa.builder(InstantSource.system()).alternateRoots(1).start();
    ca.dns().zone("example.com").updateKey("test-key", "hmac-sha256", SECRET);
    Files.writeString(folder.resolve("trust.pem"), ca.trustPem());
  }

  @AfterEach
  void stop() {
    ca.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void run(Map<String, String> environment, List<String> command) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LEGO_CA_CERTIFICATES", folder.resolve("trust.pem").toString());
    builder.environment().put("REQUESTS_CA_BUNDLE", folder.resolve("trust.pem").toString());
    Process process = builder.start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    String told = Files.readString(output) + "\n" + ca.requests();
    assertTrue(ended, told);
    assertEquals(0, process.exitValue(), told);
    assertEquals(1, ca.requests().count(RequestKind.NEW_ORDER), told);
  }

  private void lego(Map<String, String> environment, List<String> names, String... solver)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("lego", "--server", ca.directoryUrl()));
    command.addAll(List.of("--accept-tos", "--email", "a@example.com", "--path", "lego"));
    names.forEach(name -> command.addAll(List.of("--domains", name)));
    command.addAll(List.of(solver));
    command.add("run");
    run(environment, command);
    String file = names.get(0).replace("*", "_") + ".crt";
    requireIssued(folder.resolve("lego/certificates").resolve(file));
  }

  private void requireIssued(Path pem) throws IOException {
    List<X509Certificate> chain = Certificates.decodeBundle(Files.readAllBytes(pem));
    assertEquals(ca.issued().get(0), chain.get(0));
    assertTrue(Certificates.isSignedBy(chain.get(0), chain.get(1)));
    assertFalse(Certificates.isSelfSigned(chain.get(1)));
  }

  @Test
  void legoByHttp01() throws Exception {
    int port = freePort();
    ca.httpPort(port);
    lego(Map.of(), List.of("www.example.com"), "--http", "--http.port", "127.0.0.1:" + port);
  }

  @Test
  void legoByTlsAlpn01() throws Exception {
    int port = freePort();
    ca.tlsPort(port);
    lego(Map.of(), List.of("www.example.com"), "--tls", "--tls.port", "127.0.0.1:" + port);
  }

  @Test
  void legoByDns01WithWildcardAndApex() throws Exception {
    String server = "127.0.0.1:" + ca.dnsServer().address().getPort();
    lego(
        Map.of(
            "RFC2136_NAMESERVER", server,
            "RFC2136_TSIG_KEY", "test-key.",
            "RFC2136_TSIG_SECRET", SECRET,
            "RFC2136_TSIG_ALGORITHM", "hmac-sha256.",
            "RFC2136_POLLING_INTERVAL", "1",
            "RFC2136_SEQUENCE_INTERVAL", "1"),
        List.of("*.example.com", "example.com"),
        "--dns",
        "rfc2136",
        "--dns.resolvers",
        server,
        "--dns.disable-cp");
    assertEquals(List.of(), ca.dns().txtValues("_acme-challenge.example.com"));
  }

  private void certbot(String name, String... solver) throws Exception {
    List<String> command = new ArrayList<>(List.of("certbot", "certonly", "-n", "--agree-tos"));
    command.addAll(List.of("-m", "a@example.com", "--no-eff-email"));
    command.addAll(List.of("--server", ca.directoryUrl(), "-d", name, "--cert-name", "test"));
    for (String kind : List.of("config", "work", "logs")) {
      command.addAll(List.of("--" + kind + "-dir", folder.resolve(kind).toString()));
    }
    command.addAll(List.of(solver));
    run(Map.of(), command);
    requireIssued(folder.resolve("config/live/test/fullchain.pem"));
  }

  @Test
  void certbotByHttp01() throws Exception {
    int port = freePort();
    ca.httpPort(port);
    certbot(
        "www.example.com",
        "--standalone",
        "--http-01-address",
        "127.0.0.1",
        "--http-01-port",
        Integer.toString(port));
  }

  @Test
  void certbotByDns01WithWildcard() throws Exception {
    Path credentials = folder.resolve("rfc2136.ini");
    Files.createFile(
        credentials,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        credentials,
        String.join(
            "\n",
            "dns_rfc2136_server = 127.0.0.1",
            "dns_rfc2136_port = " + ca.dnsServer().address().getPort(),
            "dns_rfc2136_name = test-key.",
            "dns_rfc2136_secret = " + SECRET,
            "dns_rfc2136_algorithm = HMAC-SHA256",
            ""));
    certbot(
        "*.example.com",
        "--dns-rfc2136",
        "--dns-rfc2136-credentials",
        credentials.toString(),
        "--dns-rfc2136-propagation-seconds",
        "0");
    assertEquals(List.of(), ca.dns().txtValues("_acme-challenge.example.com"));
  }
}
