package dev.perennial.samples.acmehttps;

import dev.perennial.core.pki.Certificates;
import dev.perennial.model.Condition;
import dev.perennial.model.ResourceName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The running sample, seen from outside. */
final class Sample implements AutoCloseable {
  static final ResourceName WEB = new ResourceName("demo", "web");

  final AcmeHttps running;

  private Sample(AcmeHttps running) {
    this.running = running;
  }

  /** Runs the manifest of the sample, with another CA and another name. */
  static Sample start(Path folder, String directory, String caPem, String names, int port)
      throws Exception {
    String bundle = Base64.getEncoder().encodeToString(caPem.getBytes("US-ASCII"));
    String manifest =
        Files.readString(Path.of("manifest.yaml"))
            .replace("https://localhost:14000/dir", directory)
            .replace("skipTLSVerify: true", "caBundle: " + bundle)
            .replace("dnsNames:\n    - localhost", names);
    Path changed = Files.writeString(folder.resolve("manifest.yaml"), manifest);
    return new Sample(new AcmeHttps(changed, folder.resolve("store"), port));
  }

  int port() {
    return running.server.getAddress().getPort();
  }

  int revision() {
    return running
        .manager
        .certificate(WEB)
        .filter(c -> c.status().condition("Ready").filter(Condition::isTrue).isPresent())
        .map(c -> c.status().revision())
        .orElse(0);
  }

  void awaitRevision(int revision) throws IOException {
    await(() -> revision() == revision);
  }

  static void await(BooleanSupplier done) throws IOException {
    for (int i = 0; i < 3000; i++) {
      if (done.getAsBoolean()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    throw new IOException("not within 30 seconds");
  }

  /** Asks as a client that trusts one root and checks the name. */
  X509Certificate served(String host, byte[] rootPem) throws Exception {
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry(
        "root",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(rootPem)));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    HttpResponse<Void> response =
        HttpClient.newBuilder()
            .sslContext(context)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create("https://" + host + ":" + port() + "/"))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() != 204) {
      throw new IOException("answered with " + response.statusCode());
    }
    return Certificates.decode(
        response.sslSession().orElseThrow().getPeerCertificates()[0].getEncoded());
  }

  @Override
  public void close() {
    running.server.stop(0);
    running.timer.shutdownNow();
    running.manager.close();
    running.store.close();
  }
}
