package dev.perennial.testkit.history;

import java.util.function.Consumer;

/**
 * One thing that happens in a history. Immutable.
 *
 * @param name what it is, for people
 * @param what what it does
 */
record Event(String name, Consumer<World> what) {
  void in(World world) {
    what.accept(world);
  }

  @Override
  public String toString() {
    return name;
  }
}
