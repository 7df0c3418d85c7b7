package dev.perennial.samples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Measures the processor time of the calling thread. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Something to do for the n-th time. */
  @FunctionalInterface
  interface Work {
    void run(int number) throws Exception;
  }

  /** Returns the microseconds that one of {@code times} runs takes. */
  static double micros(int times, Work work) throws Exception {
    long began = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      work.run(i);
    }
    return (THREADS.getCurrentThreadCpuTime() - began) / 1e3 / times;
  }

  /** Returns the median. */
  static double typical(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
