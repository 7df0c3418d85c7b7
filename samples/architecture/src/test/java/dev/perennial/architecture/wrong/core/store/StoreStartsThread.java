package dev.perennial.architecture.wrong.core.store;

/** A store with threads of its own. */
final class StoreStartsThread {
  void run(Runnable task) {
    new Thread(task).start();
  }
}
