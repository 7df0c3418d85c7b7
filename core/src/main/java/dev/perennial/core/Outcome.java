package dev.perennial.core;

/** What became of performing an action. */
enum Outcome {
  /** Something was written: decide again. */
  CHANGED,
  /** Nothing was written, since whoever was asked has not decided: ask again later. */
  UNDECIDED
}
