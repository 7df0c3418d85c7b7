package dev.perennial.architecture.wrong.core.lifecycle;

import java.time.Instant;
import java.util.function.Supplier;

/** A decision that changes by itself. */
final class PureReadsClock {
  Supplier<Instant> run() {
    return Instant::now;
  }
}
