package dev.perennial.core.store;

import java.io.IOException;

/** Something asked of a disk. */
@FunctionalInterface
interface IoCall<T> {
  T call() throws IOException;
}
