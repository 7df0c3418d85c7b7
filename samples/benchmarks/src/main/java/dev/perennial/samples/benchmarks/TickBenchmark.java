package dev.perennial.samples.benchmarks;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A tick with nothing due. All certificates wait for their next attempt, each at another moment:
 * the queue is as full as with issued ones, and is filled without issuing a million.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TickBenchmark {
  /** How many certificates wait. */
  @Param({"100", "1000000"})
  public int certificates = 100;

  private InMemoryStore store;
  private CertificateManager manager;

  /** Fills the queue. */
  @Setup
  public void open() {
    store = new InMemoryStore();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (IssuingWorld world = new IssuingWorld(KeyAlgorithm.ECDSA)) {
      for (int i = 0; i < certificates; i++) {
        store.create(waiting(world.certificate(i), now, i));
      }
    }
    manager = CertificateManager.builder().store(store).build();
    Instant next = manager.tick();
    if (next.isBefore(now.plus(Duration.ofMinutes(30))) || next.equals(Instant.MAX)) {
      throw new IllegalStateException("the next tick is due at " + next);
    }
  }

  private static Certificate waiting(Certificate certificate, Instant now, int number) {
    CertificateStatus status =
        CertificateStatus.builder()
            .lastFailureTime(now)
            .failedIssuanceAttempts(5)
            .nextAttemptTime(now.plus(Duration.ofHours(16)).plusMillis(number))
            .build();
    return certificate.toBuilder()
        .meta(certificate.meta().toBuilder().uid("uid-" + number).generation(1).build())
        .status(status)
        .build();
  }

  /** Closes the manager. */
  @TearDown
  public void close() {
    manager.close();
    store.close();
  }

  /** One tick. */
  @Benchmark
  public Instant tick() {
    return manager.tick();
  }
}
