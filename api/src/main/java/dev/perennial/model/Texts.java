package dev.perennial.model;

/** What texts must be so that they can be encoded. */
final class Texts {
  private Texts() {}

  /** Returns whether a text has no half of a surrogate pair, which no UTF-8 can write. */
  static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE);
  }
}
