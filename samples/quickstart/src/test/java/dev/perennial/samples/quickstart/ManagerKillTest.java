package dev.perennial.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.FileStores;
import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.store.FileStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager that is killed while it issues loses no certificate and mismatches none. */
class ManagerKillTest {
  static final ResourceName SECRET = new ResourceName("demo", "web-tls");

  @TempDir Path folder;

  private final Random random = new Random(3);
  private Instant time = Instant.parse("2030-01-01T00:00:00Z");
  private String leaf = "-";
  private int revision;
  private int issued;

  @Test
  void killedWhileItIssues() throws Exception {
    run(Integer.getInteger("perennial.manager.kills", 10));
  }

  @Test
  @Tag("interop")
  void killedWhileItIssuesForLonger() throws Exception {
    run(Integer.getInteger("perennial.manager.kills", 100));
  }

  private void run(int kills) throws Exception {
    for (int life = 0; life < kills; life++) {
      liveAndDie(life);
      check("life " + life);
    }
    assertTrue(issued >= kills, "too few issuances: " + issued);
    System.out.println(
        kills + " kills of a manager: " + issued + " issuances told, none lost, none mismatched");
  }

  private void liveAndDie(int life) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                IssuingProcess.class.getName(),
                folder.resolve("store").toString(),
                time.toString(),
                "" + Integer.MAX_VALUE)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      int lines = 2 + random.nextInt(8);
      for (int i = 0; i < lines; i++) {
        String line = said.readLine();
        assertTrue(line != null, "the process ended by itself in life " + life);
        hear(line);
      }
      spin(random.nextInt(40_000_000));
      // Through its handle: the process itself would close the pipe, with what it said in it.
      process.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        hear(line);
      }
    } finally {
      process.destroyForcibly();
    }
    assertEquals(128 + 9, process.waitFor(), "killed");
  }

  private void hear(String line) {
    String[] words = line.split(" ");
    time = Instant.parse(words[0]);
    leaf = words[1];
    revision = Integer.parseInt(words[2]);
    issued++;
  }

  private static void spin(int nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private void check(String where) {
    try (FileStore store = FileStores.open(folder.resolve("store"))) {
      assertEquals(List.of(), store.problems(), where);
      Certificate web =
          (Certificate) store.read(ResourceKey.certificate(World.WEB)).orElseThrow().resource();
      int stored = Optional.ofNullable(web.status().revision()).orElse(0);
      assertTrue(stored >= revision, where + ": revision " + stored + ", told " + revision);
      SecretBundle root = secret(store, new ResourceName("demo", "root-tls"));
      SecretBundle secret = secret(store, SECRET);
      X509Certificate current = pair(secret, where);
      X509Certificate ca = pair(root, where);
      assertTrue(Certificates.isSignedBy(current, ca), where + ": another CA's");
      if (stored == revision) {
        boolean same = IssuingProcess.leaf(secret).equals(leaf);
        boolean next = current.getNotBefore().toInstant().isAfter(time);
        assertTrue(same || next, where + ": the leaf that was told is lost");
      }
    }
  }

  private static SecretBundle secret(FileStore store, ResourceName name) {
    return (SecretBundle) store.read(ResourceKey.secret(name)).orElseThrow().resource();
  }

  private static X509Certificate pair(SecretBundle secret, String where) {
    X509Certificate leaf =
        CertificateChain.parse(secret.value("tls.crt").orElseThrow().revealBytes()).leaf();
    assertTrue(
        PrivateKeys.matches(
            PrivateKeys.decode(secret.value("tls.key").orElseThrow().revealBytes()),
            leaf.getPublicKey()),
        where + ": the key does not fit");
    return leaf;
  }
}
