package dev.perennial.samples.benchmarks;

import dev.perennial.core.lifecycle.Simulation;
import dev.perennial.core.lifecycle.Timeline;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A year of certificates of 90 days, each decision by the code that runs for real. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@Fork(1)
public class SimulationBenchmark {
  /** How many certificates live through the year. */
  @Param("10000")
  public int certificates = 10_000;

  /** One year. */
  @Benchmark
  public Timeline year() {
    Simulation simulation = Simulation.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    for (int i = 0; i < certificates; i++) {
      simulation.with(certificate(i));
    }
    return simulation.run(Duration.ofDays(365));
  }

  private static Certificate certificate(int number) {
    String name = "c" + number;
    return Certificate.builder()
        .meta(ObjectMeta.builder().name(name).namespace("bench").uid("uid-" + number).build())
        .spec(
            CertificateSpec.builder()
                .dnsNames(List.of(name + ".example"))
                .secretName(name)
                .issuerRef(IssuerRef.issuer("ca"))
                .build())
        .build();
  }
}
