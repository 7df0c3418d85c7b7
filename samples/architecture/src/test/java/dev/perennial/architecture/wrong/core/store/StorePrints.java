package dev.perennial.architecture.wrong.core.store;

/** A store that speaks. */
final class StorePrints {
  void run() {
    System.out.println();
  }
}
