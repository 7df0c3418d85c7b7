package dev.perennial.architecture.wrong.circle.one;

import dev.perennial.architecture.wrong.circle.two.CycleTwo;

/** Half of a circle. */
public final class CycleOne {
  CycleTwo next;
}
