package dev.perennial.samples.quickstart;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.FileStores;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.store.FileStore;
import dev.perennial.model.SecretBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The process that is killed: issues through a CA and renews as fast as it can, on a clock that
 * jumps from one due time to the next, and says each leaf that is stored.
 */
final class IssuingProcess {
  private IssuingProcess() {}

  /** Takes the folder of the store, the time at which this life begins, and its renewals. */
  public static void main(String[] arguments) {
    Instant[] now = {Instant.parse(arguments[1])};
    FileStore store = FileStores.open(Path.of(arguments[0]));
    CertificateManager manager =
        CertificateManager.builder().store(store).clock(() -> now[0]).build();
    manager.applyAll(
        Manifests.read(
            "kill",
            World.ISSUERS + "---\n" + World.ROOT + "---\n" + World.LEAF + "  duration: 1h\n"));
    int renewals = Integer.parseInt(arguments[2]);
    String last = "";
    while (renewals > 0) {
      manager.tick();
      String leaf = manager.secret(ManagerKillTest.SECRET).map(IssuingProcess::leaf).orElse("-");
      int revision = manager.certificate(World.WEB).orElseThrow().status().revision();
      String line = now[0] + " " + leaf + " " + revision;
      if (!(leaf + revision).equals(last)) {
        System.out.println(line);
        System.out.flush();
        last = leaf + revision;
        renewals--;
      }
      Instant due = manager.nextDue();
      now[0] = due.isAfter(now[0]) ? due : now[0].plus(Duration.ofSeconds(1));
    }
    manager.close();
    store.close();
  }

  static String leaf(SecretBundle secret) {
    return LeafFacts.read(
            Certificates.decodeFirst(
                secret.value(SecretBundle.TLS_CRT).orElseThrow().revealBytes()))
        .serial();
  }
}
