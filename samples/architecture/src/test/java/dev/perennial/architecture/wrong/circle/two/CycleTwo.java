package dev.perennial.architecture.wrong.circle.two;

import dev.perennial.architecture.wrong.circle.one.CycleOne;

/** Half of a circle. */
public final class CycleTwo {
  CycleOne next;
}
