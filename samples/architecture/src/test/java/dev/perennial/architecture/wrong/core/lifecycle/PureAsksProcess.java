package dev.perennial.architecture.wrong.core.lifecycle;

/** A decision that differs between machines. */
final class PureAsksProcess {
  long run() {
    return System.nanoTime();
  }
}
