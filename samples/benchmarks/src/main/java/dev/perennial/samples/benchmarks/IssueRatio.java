package dev.perennial.samples.benchmarks;

import dev.perennial.model.x509.KeyAlgorithm;
import java.util.Arrays;

/**
 * Prints what issuing costs beside doing the same by hand. The ways take turns in one JVM with the
 * same keys, and processor time is counted instead of the time on the wall, so that what else the
 * machine does is shared by all and mostly left out.
 *
 * <p>Arguments: the algorithm (ECDSA or RSA), the number of rounds, and certificates a round.
 */
public final class IssueRatio {
  private IssueRatio() {}

  /** Runs the comparison. */
  public static void main(String... arguments) throws Exception {
    KeyAlgorithm algorithm =
        KeyAlgorithm.ofManifestName(arguments.length > 0 ? arguments[0] : "ECDSA").orElseThrow();
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
    int batch = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
    double[][] micros = new double[4][rounds];
    try (IssuingWorld world = new IssuingWorld(algorithm)) {
      HandIssuer hand = new HandIssuer(algorithm, world.caSecret(), world.random);
      for (int round = -rounds; round < rounds; round++) {
        int first = (round + rounds) * batch;
        double[] times = {
          CpuTime.micros(batch, i -> hand.issue(key(world, first + i))),
          CpuTime.micros(batch, i -> hand.issueChecked(key(world, first + i))),
          CpuTime.micros(batch, i -> world.issue(first + i)),
          CpuTime.micros(batch, i -> world.renew(first + i, first + i)),
        };
        for (int i = 0; i < batch; i++) {
          world.remove(first + i);
        }
        for (int way = 0; way < times.length && round >= 0; way++) {
          micros[way][round] = times[way];
        }
      }
    }
    report(algorithm, micros);
  }

  private static String key(IssuingWorld world, int number) {
    world.random.begin(number);
    return IssuingWorld.name(number).name() + ".example";
  }

  private static void report(KeyAlgorithm algorithm, double[][] micros) {
    String[] names = {"by hand, CSR unchecked", "by hand, CSR checked", "issue", "renew"};
    double checked = CpuTime.typical(micros[1]);
    System.out.println(algorithm + ", microseconds of processor time for one certificate:");
    for (int way = 0; way < names.length; way++) {
      double[] sorted = micros[way].clone();
      Arrays.sort(sorted);
      double typical = CpuTime.typical(sorted);
      System.out.printf(
          "  %-24s %9.0f  (quarters %.0f to %.0f)  %+.1f %%%n",
          names[way],
          typical,
          sorted[sorted.length / 4],
          sorted[sorted.length * 3 / 4],
          100 * (typical / checked - 1));
    }
  }
}
