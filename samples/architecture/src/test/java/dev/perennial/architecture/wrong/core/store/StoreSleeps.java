package dev.perennial.architecture.wrong.core.store;

/** A store that holds a thread. */
final class StoreSleeps {
  void run() throws InterruptedException {
    Thread.sleep(1);
  }
}
