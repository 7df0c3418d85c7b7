package dev.perennial.testkit.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.FileStores;
import dev.perennial.spi.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Starts a writer, kills it at a random moment, looks at what it left, and again. */
final class KillRun {
  /** With nothing for the owner, with something for everybody, and the usual. */
  private static final List<String> UMASKS = List.of("0777", "0000", "0022");

  private final Path folder;
  private final Path root;
  private final Random random;
  private final Expected expected;

  KillRun(Path folder, long seed) {
    this.folder = folder;
    this.root = folder.resolve("store");
    this.random = new Random(seed);
    this.expected = new Expected(root, new Content(folder.resolve("pairs")));
  }

  void run(int kills) throws IOException, InterruptedException {
    Pairs.make(folder.resolve("pairs"));
    String classPath = ClassPath.inJars(folder.resolve("jars"));
    rehearse(classPath);
    long start = System.nanoTime();
    for (int life = 0; life < kills; life++) {
      liveAndDie(classPath, life);
      expected.check("life " + life);
    }
    assertTrue(expected.writes() >= kills, "too few writes: " + expected);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println(kills + " kills in " + took.toSeconds() + " s: " + expected);
  }

  /** One writer that ends by itself leaves the classes it needed, so that all others start fast. */
  private void rehearse(String classPath) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java("-XX:ArchiveClassesAtExit=" + archive()));
    command.addAll(List.of("-cp", classPath, Writer.class.getName()));
    command.addAll(List.of(folder.resolve("rehearsal").toString(), pairs(), "0", "10"));
    Process writer =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, writer.waitFor(), "the rehearsal");
  }

  private void liveAndDie(String classPath, int life) throws IOException, InterruptedException {
    Process writer = start(classPath, life);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      int lines = 1 + random.nextInt(60);
      for (int i = 0; i < lines; i++) {
        String line = said.readLine();
        assertTrue(line != null, "the writer ended by itself in life " + life);
        expected.hear(line);
      }
      if (life == 0) {
        refusesASecondProcess(writer);
      }
      spin(random.nextInt(3_000_000));
      // Through its handle: the process itself would close the pipe, with what it said in it.
      writer.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        expected.hear(line);
      }
    } finally {
      writer.destroyForcibly();
    }
    assertEquals(128 + 9, writer.waitFor(), "killed");
  }

  private void refusesASecondProcess(Process writer) {
    StoreException refused =
        assertThrows(StoreException.class, () -> FileStores.open(root).close());
    assertTrue(
        refused.getMessage().contains("is in use by process " + writer.pid()),
        refused.getMessage());
  }

  /** Lets a moment pass that falls anywhere within a write. */
  private static void spin(int nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private Process start(String classPath, int life) throws IOException {
    List<String> command = new ArrayList<>();
    String umask = UMASKS.get(life % UMASKS.size());
    command.addAll(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
    command.addAll(java("-XX:SharedArchiveFile=" + archive()));
    command.addAll(List.of("-cp", classPath, Writer.class.getName()));
    command.addAll(List.of(root.toString(), pairs(), "" + life, "" + Long.MAX_VALUE));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> java(String sharing) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        sharing,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-Xmx64m");
  }

  private String archive() {
    return folder.resolve("writer.jsa").toString();
  }

  private String pairs() {
    return folder.resolve("pairs").toString();
  }
}
