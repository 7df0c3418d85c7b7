package dev.perennial.samples.acmehttps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample against Pebble, as its README has it. */
@Tag("interop")
class PebbleInteropTest {
  @TempDir Path folder;

  @Test
  void servesWhatPebbleIssuedAndRenewsIt() throws Exception {
    int directory = freePort();
    int own = freePort();
    String ca = configure(directory, own);
    Process pebble = start();
    try {
      Sample.await(() -> listens(directory));
      String url = "https://localhost:" + directory + "/dir";
      try (Sample sample = Sample.start(folder, url, ca, "dnsNames:\n    - localhost", own)) {
        sample.awaitRevision(1);
        String first = serial(own);
        sample.running.manager.renew(Sample.WEB);
        sample.awaitRevision(2);
        String second = serial(own);
        assertEquals(2, Set.of(first, second).size());
        assertTrue(
            shown(own, "acme-tls/1").contains("no peer certificate available"),
            "an ordinary certificate on acme-tls/1");
      }
    } finally {
      pebble.destroyForcibly().waitFor();
    }
  }

  private Process start() throws Exception {
    String peers = System.getProperty("perennial.peers", "");
    ProcessBuilder builder =
        new ProcessBuilder(
            peers.isEmpty() ? "pebble" : Path.of(peers, "pebble").toString(),
            "-config",
            folder.resolve("pebble.json").toString());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("pebble.log").toFile());
    return builder.start();
  }

  private String configure(int directory, int tls) throws Exception {
    Crypto crypto = Crypto.of(new SecureRandom());
    PrivateKey key = PrivateKeys.generate(new KeySpec(KeyAlgorithm.ECDSA, 256), crypto);
    CertificateSpec spec =
        CertificateSpec.builder().commonName("localhost").dnsNames(List.of("localhost")).build();
    Instant now = Instant.now();
    byte[] pem =
        Certificates.encode(
            CertificateSigner.selfSign(
                CertificateTemplate.of(
                    SigningRequests.parsePem(SigningRequests.generatePem(spec, key, crypto)),
                    false,
                    List.of(),
                    now.minusSeconds(60),
                    now.plusSeconds(86_400)),
                key,
                crypto));
    Files.write(folder.resolve("cert.pem"), pem);
    Files.write(folder.resolve("key.pem"), PrivateKeys.encode(key, KeyEncoding.PKCS8));
    Files.writeString(
        folder.resolve("pebble.json"),
        """
        {"pebble": {
          "listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s", "httpPort": 1, "tlsPort": %d,
          "profiles": {"default": {"description": "the default", "validityPeriod": 7776000}}
        }}
        """
            .formatted(
                directory, freePort(), folder.resolve("cert.pem"), folder.resolve("key.pem"), tls));
    return new String(pem, StandardCharsets.US_ASCII);
  }

  private static String serial(int port) throws Exception {
    String text = shown(port, "http/1.1");
    assertTrue(text.contains("ALPN protocol: http/1.1"), text);
    String pem = text.substring(text.indexOf("-----BEGIN"), text.indexOf("-----END"));
    return pem;
  }

  private static String shown(int port, String protocol) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "s_client",
                "-connect",
                "localhost:" + port,
                "-servername",
                "localhost",
                "-alpn",
                protocol)
            .redirectErrorStream(true)
            .start();
    openssl.getOutputStream().close();
    String text = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    openssl.waitFor();
    return text;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
