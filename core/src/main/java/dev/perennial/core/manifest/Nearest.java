package dev.perennial.core.manifest;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that somebody meant. */
final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /** Returns the known name that is a few edits away; empty when none is near. */
  static String of(String name, Collection<String> known) {
    String nearest = "";
    int least = Math.min(4, name.length() / 2 + 1);
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Returns the Levenshtein distance but for case; a large number for long names. */
  static int distance(String first, String second) {
    if (first.length() > MAX_LENGTH || second.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    String one = first.toLowerCase(Locale.ROOT);
    String other = second.toLowerCase(Locale.ROOT);
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
