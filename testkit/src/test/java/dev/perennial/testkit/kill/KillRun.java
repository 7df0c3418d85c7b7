package dev.perennial.testkit.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private final Path root;
  private final Random random;
  private final Expected expected = new Expected();

  KillRun(Path root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  void run(int kills) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int life = 0; life < kills; life++) {
      liveAndDie(life);
      expected.check(root, "life " + life);
    }
    assertTrue(expected.writes() >= kills, "too few writes: " + expected);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println(kills + " kills in " + took.toSeconds() + " s: " + expected);
  }

  private void liveAndDie(int life) throws IOException, InterruptedException {
    Process writer = start(life);
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      int lines = 1 + random.nextInt(120);
      for (int i = 0; i < lines; i++) {
        String line = said.readLine();
        assertTrue(line != null, "the writer ended by itself in life " + life);
        expected.hear(line);
      }
      spin(random.nextInt(3_000_000));
      writer.destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        expected.hear(line);
      }
    } finally {
      writer.destroyForcibly();
    }
    assertEquals(128 + 9, writer.waitFor(), "killed");
  }

  /** Lets a moment pass that falls anywhere within a write. */
  private static void spin(int nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private Process start(int life) throws IOException {
    List<String> command = new ArrayList<>();
    String umask = UMASKS.get(life % UMASKS.size());
    command.addAll(List.of("sh", "-c", "umask " + umask + " && exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:-UsePerfData", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Writer.class.getName(), root.toString(), "" + life));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
