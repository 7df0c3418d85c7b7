package dev.perennial.samples.quickstart;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.LiveTls;
import dev.perennial.core.tls.SecretSelection;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.ResourceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Reads a manifest, issues through a private CA into a folder, serves HTTPS with what was issued,
 * and renews it six times while it serves: a year passes in seconds, since the clock is ours.
 */
public final class Quickstart {
  private static final ResourceName WEB = new ResourceName("demo", "web");
  private static final ResourceName WEB_SECRET = new ResourceName("demo", "web-tls");
  private static final int RENEWALS = 6;
  private static final int REQUESTS_EACH = 5;

  private final PrintStream out;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  Quickstart(PrintStream out) {
    this.out = out;
  }

  /** Runs in a folder of its own, or in the one that is named. */
  public static void main(String[] args) throws Exception {
    Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("perennial-");
    new Quickstart(System.out).run(folder);
  }

  void run(Path folder) throws IOException, GeneralSecurityException {
    try (ResourceStore store = FileStores.open(folder);
        CertificateManager manager =
            CertificateManager.builder()
                .store(store)
                .clock(now::get)
                .listener(
                    e ->
                        out.println(
                            e.time()
                                + "  "
                                + e.resource().name()
                                + "  "
                                + e.reason()
                                + (e.message().isEmpty() ? "" : ": " + e.message())))
                .build()) {
      manager.applyAll(Manifests.read("manifest.yaml", manifest()));
      manager.tick();
      out.println("\nIssued into " + folder.resolve("demo/secrets/web-tls") + "\n");
      out.println(manager.explain(WEB).orElseThrow().text() + "\n");
      serveAndRenew(store, manager);
    }
  }

  private void serveAndRenew(ResourceStore store, CertificateManager manager)
      throws IOException, GeneralSecurityException {
    try (LiveKeyManager keys =
        LiveKeyManager.builder(store, now::get)
            .secrets(SecretSelection.of(WEB_SECRET))
            .defaultSecret(WEB_SECRET)
            .build()) {
      HttpsServer server = start(keys);
      try {
        URI url = URI.create("https://localhost:" + server.getAddress().getPort() + "/");
        out.println("Serving " + url + "\n");
        for (int renewal = 0; renewal <= RENEWALS; renewal++) {
          request(url, manager);
          letTimePassUntilRenewed(manager);
        }
        out.println("\n" + (RENEWALS + 1) * REQUESTS_EACH + " requests, none failed");
      } finally {
        server.stop(0);
      }
    }
  }

  /** Jumps from one due time to the next, as a host's timer would, until there is a new leaf. */
  private void letTimePassUntilRenewed(CertificateManager manager) {
    Integer revision = manager.certificate(WEB).orElseThrow().status().revision();
    while (Objects.equals(revision, manager.certificate(WEB).orElseThrow().status().revision())) {
      now.set(manager.nextDue());
      manager.tick();
    }
  }

  private static HttpsServer start(LiveKeyManager keys) throws IOException {
    SSLContext context = LiveTls.serverContext(keys);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Connects as a client that trusts the CA alone, and prints which certificate it was shown. */
  private void request(URI url, CertificateManager manager)
      throws IOException, GeneralSecurityException {
    SSLContext context = trustingTheCaOf(manager.secret(WEB_SECRET).orElseThrow());
    String serial = "";
    for (int i = 0; i < REQUESTS_EACH; i++) {
      HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      connection.setSSLSocketFactory(context.getSocketFactory());
      try (InputStream body = connection.getInputStream()) {
        X509Certificate leaf = (X509Certificate) connection.getServerCertificates()[0];
        serial = leaf.getSerialNumber().toString(16);
        body.readAllBytes();
      }
    }
    out.println(now.get() + "  served serial " + serial);
  }

  private SSLContext trustingTheCaOf(SecretBundle secret)
      throws IOException, GeneralSecurityException {
    byte[] ca = secret.value(SecretBundle.CA_CRT).orElseThrow().revealBytes();
    KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
    trust.load(null, null);
    trust.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(ca)));
    // The client lives in the same simulated time as the manager.
    PKIXBuilderParameters rules = new PKIXBuilderParameters(trust, new X509CertSelector());
    rules.setDate(Date.from(now.get()));
    rules.setRevocationEnabled(false);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(new CertPathTrustManagerParameters(rules));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trustManagers.getTrustManagers(), null);
    return context;
  }

  private static byte[] manifest() throws IOException {
    try (InputStream in = Quickstart.class.getResourceAsStream("manifest.yaml")) {
      if (in == null) {
        throw new IOException("manifest.yaml is missing from the jar");
      }
      return in.readAllBytes();
    }
  }
}
