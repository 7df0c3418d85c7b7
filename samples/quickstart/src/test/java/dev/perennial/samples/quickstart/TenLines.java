package dev.perennial.samples.quickstart;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.ScheduledDriver;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.tls.LiveKeyManager;
import dev.perennial.core.tls.LiveTls;
import dev.perennial.core.tls.SecretSelection;
import dev.perennial.model.ResourceName;
import dev.perennial.spi.ResourceStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/** The lines of Java that the README shows, as they compile. */
abstract class TenLines {
  abstract void log(String text);

  void host(ScheduledExecutorService scheduler, HttpsServer server) throws IOException {
    // README
    ResourceStore store = FileStores.open(Path.of("/var/lib/app/certificates"));
    CertificateManager manager = CertificateManager.builder().store(store).build();
    manager.applyAll(Manifests.read(Path.of("certificates.yaml")));
    ScheduledDriver.on(scheduler, manager); // or call manager.tick() yourself, when it says

    LiveKeyManager keys =
        LiveKeyManager.builder(store, Clock.systemUTC())
            .secrets(SecretSelection.ofCertificatesIn("demo"))
            .build();
    server.setHttpsConfigurator(new HttpsConfigurator(LiveTls.serverContext(keys)));
    manager.explain(new ResourceName("demo", "web")).ifPresent(e -> log(e.text()));
    // README ends
  }
}
