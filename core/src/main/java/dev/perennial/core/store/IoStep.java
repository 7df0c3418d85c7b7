package dev.perennial.core.store;

import java.io.IOException;

/** Something done to a disk. */
@FunctionalInterface
interface IoStep {
  void run() throws IOException;
}
