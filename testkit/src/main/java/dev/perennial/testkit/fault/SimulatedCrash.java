package dev.perennial.testkit.fault;

/**
 * The process died here. It is an error, so that no code that handles exceptions goes on as if it
 * were alive; a test catches it and starts again from what is stored.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  /** Makes a crash. */
  public SimulatedCrash(String where) {
    super(where);
  }
}
