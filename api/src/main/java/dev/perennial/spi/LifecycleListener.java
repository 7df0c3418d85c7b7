package dev.perennial.spi;

/**
 * Is told what happens. Called on the thread that does the work, after the change was stored; it
 * must not block. What it throws is dropped.
 */
@FunctionalInterface
public interface LifecycleListener {
  /** Takes one event. */
  void onEvent(LifecycleEvent event);

  /** Returns a listener that does nothing. */
  static LifecycleListener none() {
    return event -> {};
  }
}
