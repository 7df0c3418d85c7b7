package dev.perennial.samples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.lifecycle.Timeline;
import dev.perennial.model.x509.KeyAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.Blackhole;

/** Runs each benchmark once and small, so that none rots. Nothing is measured here. */
class SmokeTest {
  private static final Blackhole OUT =
      new Blackhole(
          "Today's password is swordfish. I understand instantiating Blackholes directly is"
              + " dangerous.");

  @Test
  void issuing() throws Exception {
    IssueBenchmark benchmark = new IssueBenchmark();
    benchmark.algorithm = KeyAlgorithm.ECDSA;
    benchmark.open();
    benchmark.prepare();
    benchmark.issue();
    benchmark.renew();
    benchmark.byHand(OUT);
    benchmark.byHandChecked(OUT);
    benchmark.clear();
    benchmark.close();
  }

  @Test
  void ticking() {
    TickBenchmark benchmark = new TickBenchmark();
    benchmark.certificates = 3;
    benchmark.open();
    assertTrue(benchmark.tick().isAfter(Instant.now()));
    benchmark.close();
  }

  @Test
  void simulating() {
    SimulationBenchmark benchmark = new SimulationBenchmark();
    benchmark.certificates = 2;
    assertEquals(14, benchmark.year().of(Timeline.Kind.ISSUED).size());
  }

  @Test
  void ratioOfIssuing() throws Exception {
    assertTrue(printed(() -> IssueRatio.main("ECDSA", "1", "2")).contains("renew"));
  }

  @Test
  void ratioOfHandshakes() throws Exception {
    assertTrue(printed(() -> HandshakeRatio.main("2", "1", "2")).contains("choosing an alias"));
  }

  @Test
  void footprint(@TempDir Path folder) throws Exception {
    String text = printed(() -> Footprint.main("3", folder.resolve("store").toString()));
    assertTrue(text.contains("start on 3 certificates"), text);
  }

  private interface Program {
    void run() throws Exception;
  }

  private static String printed(Program program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
