package dev.perennial.samples.benchmarks;

import dev.perennial.model.x509.KeyAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One certificate from its declaration to Ready, and its renewal, against the same key, CSR and
 * signature made by hand. All take the same RSA keys in the same order.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
@Fork(2)
public class IssueBenchmark {
  /** Certificates of one iteration. */
  static final int BATCH = 20;

  /** The algorithm of the CA's key and the leaves' keys. */
  @Param({"ECDSA", "RSA"})
  public KeyAlgorithm algorithm = KeyAlgorithm.ECDSA;

  private IssuingWorld world;
  private HandIssuer hand;
  private int first;

  /** Makes the CA. */
  @Setup
  public void open() throws GeneralSecurityException {
    world = new IssuingWorld(algorithm);
    hand = new HandIssuer(algorithm, world.caSecret(), world.random);
    first = 0;
  }

  /** Declares the certificates that {@link #renew} renews. */
  @Setup(Level.Iteration)
  public void prepare() {
    for (int i = 0; i < BATCH; i++) {
      world.issue(-1 - i);
    }
  }

  /** Deletes what the iteration made, so that the next finds the store as this one did. */
  @TearDown(Level.Iteration)
  public void clear() {
    for (int i = 0; i < BATCH; i++) {
      world.remove(-1 - i);
      world.remove(first + i);
    }
    first += BATCH;
  }

  /** Closes the manager. */
  @TearDown
  public void close() {
    world.close();
  }

  /** From a declared certificate to a Ready one with its secret stored. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void issue() {
    for (int i = 0; i < BATCH; i++) {
      world.issue(first + i);
    }
  }

  /** The next revision of a certificate that is there, the old bundle kept. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void renew() {
    for (int i = 0; i < BATCH; i++) {
      world.renew(-1 - i, first + i);
    }
  }

  /** The same key, CSR and signature by hand; nothing is checked and nothing is stored. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void byHand(Blackhole out) throws GeneralSecurityException, IOException {
    for (int i = 0; i < BATCH; i++) {
      world.random.begin(first + i);
      out.consume(hand.issue(IssuingWorld.name(first + i).name() + ".example"));
    }
  }

  /** By hand, with the check that a CA must make: that the CSR's own key signed it. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void byHandChecked(Blackhole out) throws GeneralSecurityException, IOException {
    for (int i = 0; i < BATCH; i++) {
      world.random.begin(first + i);
      out.consume(hand.issueChecked(IssuingWorld.name(first + i).name() + ".example"));
    }
  }
}
