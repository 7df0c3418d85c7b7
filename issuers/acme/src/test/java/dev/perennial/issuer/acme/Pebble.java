package dev.perennial.issuer.acme;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running Pebble with its DNS server, both on loopback ports of their own. */
final class Pebble implements AutoCloseable {
  final int directoryPort = freePort();
  final int managementPort = freePort();
  final int httpPort = freePort();
  final int tlsPort = freePort();
  final int dnsPort = freePort();
  final int dnsManagementPort = freePort();
  final String caPem;

  private final Path folder;
  private final Map<String, String> environment;
  private final String settings;
  private final List<Process> processes = new ArrayList<>();

  private Pebble(Path folder, Map<String, String> environment, String settings) throws Exception {
    this.folder = folder;
    this.settings = settings;
    this.environment = environment;
    this.caPem = certificate();
  }

  static Pebble start(Path folder, Map<String, String> environment) throws Exception {
    return start(folder, environment, "");
  }

  /** Starts a Pebble with further settings, each followed by a comma. */
  static Pebble start(Path folder, Map<String, String> environment, String settings)
      throws Exception {
    Pebble pebble = new Pebble(folder, environment, settings);
    pebble.run(
        "pebble-challtestsrv",
        List.of(
            "-dnsserver",
            "127.0.0.1:" + pebble.dnsPort,
            "-management",
            "127.0.0.1:" + pebble.dnsManagementPort,
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-doh",
            "",
            "-defaultIPv4",
            "127.0.0.1",
            "-defaultIPv6",
            ""));
    await(pebble.dnsManagementPort);
    pebble.startServer();
    return pebble;
  }

  void startServer() throws Exception {
    run(
        "pebble",
        List.of(
            "-config",
            folder.resolve("pebble.json").toString(),
            "-strict",
            "-dnsserver",
            "127.0.0.1:" + dnsPort));
    await(directoryPort);
  }

  String directory() {
    return "https://127.0.0.1:" + directoryPort + "/dir";
  }

  private void run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(binary(program)));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(program + ".log").toFile());
    processes.add(builder.start());
  }

  private static String binary(String program) {
    String folder = System.getProperty("perennial.peers", "");
    return folder.isEmpty() ? program : Path.of(folder, program).toString();
  }

  private String certificate() throws Exception {
    Crypto crypto = Crypto.of(new SecureRandom());
    PrivateKey key = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), crypto);
    CertificateSpec spec =
        CertificateSpec.builder()
            .dnsNames(List.of("localhost"))
            .ipAddresses(List.of("127.0.0.1"))
            .commonName("localhost")
            .build();
    Instant now = Instant.now();
    X509Certificate certificate =
        CertificateSigner.selfSign(
            CertificateTemplate.of(
                SigningRequests.parsePem(SigningRequests.generatePem(spec, key, crypto)),
                false,
                List.of(),
                now.minusSeconds(60),
                now.plusSeconds(86_400)),
            key,
            crypto);
    byte[] pem = Certificates.encode(certificate);
    Files.write(folder.resolve("cert.pem"), pem);
    Files.write(folder.resolve("key.pem"), PrivateKeys.encode(key, KeyEncoding.PKCS8));
    Files.writeString(
        folder.resolve("pebble.json"),
        """
        {"pebble": {
          "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s",
          "httpPort": %d, "tlsPort": %d, "ocspResponderURL": "",
          %s
          "domainBlocklist": ["blocked-domain.example"],
          "retryAfter": {"authz": 1, "order": 1},
          "keyAlgorithm": "ecdsa",
          "profiles": {
            "default": {"description": "the default", "validityPeriod": 7776000},
            "shortlived": {"description": "six days", "validityPeriod": 518400}}
        }}
        """
            .formatted(
                directoryPort,
                managementPort,
                folder.resolve("cert.pem"),
                folder.resolve("key.pem"),
                httpPort,
                tlsPort,
                settings));
    return new String(pem, StandardCharsets.US_ASCII);
  }

  private static void await(int port) throws IOException {
    for (int i = 0; i < 500; i++) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    throw new IOException("nothing listens on port " + port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void stopServer() throws InterruptedException {
    Process server = processes.remove(processes.size() - 1);
    server.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
