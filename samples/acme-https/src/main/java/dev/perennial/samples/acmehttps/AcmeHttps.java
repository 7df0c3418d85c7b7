package dev.perennial.samples.acmehttps;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.ScheduledDriver;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.LiveTls;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.ResourceStore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/** Serves HTTPS with a certificate of an ACME CA, and renews it while it serves. */
public final class AcmeHttps {
  final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  final ResourceStore store;
  final CertificateManager manager;
  final HttpsServer server;

  AcmeHttps(Path manifest, Path folder, int port) throws Exception {
    store = FileStores.open(folder);
    LiveKeyManager keys =
        LiveKeyManager.builder(store, InstantSource.system())
            .defaultSecret(new ResourceName("demo", "web-tls"))
            .answerChallenges()
            .build();
    SSLContext tls = LiveTls.serverContext(keys);
    server = HttpsServer.create(new InetSocketAddress(port), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters connection) {
            connection.setSSLParameters(
                LiveTls.withChallenges(LiveTls.serverParameters(tls), "http/1.1"));
          }
        });
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    manager = CertificateManager.builder().store(store).listener(System.out::println).build();
    manager.applyAll(Manifests.read(manifest));
    ScheduledDriver.on(timer, manager);
  }

  /** Runs until it is stopped. Arguments: the manifest, the folder of the store, the port. */
  public static void main(String[] args) throws Exception {
    new AcmeHttps(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
  }
}
