package dev.perennial.model;

import java.util.Locale;
import java.util.Map;

/**
 * The values that one field of a cron expression matches. Immutable.
 *
 * @param text the field as written
 * @param bits one bit for each value
 * @param isAny whether it was written as {@code *} or {@code ?}
 */
record CronField(String text, long bits, boolean isAny) {
  static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("jan", 1),
          Map.entry("feb", 2),
          Map.entry("mar", 3),
          Map.entry("apr", 4),
          Map.entry("may", 5),
          Map.entry("jun", 6),
          Map.entry("jul", 7),
          Map.entry("aug", 8),
          Map.entry("sep", 9),
          Map.entry("oct", 10),
          Map.entry("nov", 11),
          Map.entry("dec", 12));

  static final Map<String, Integer> WEEKDAYS =
      Map.of("sun", 0, "mon", 1, "tue", 2, "wed", 3, "thu", 4, "fri", 5, "sat", 6);

  /** Reads a field: a comma list of values, ranges and steps. */
  static CronField parse(
      String name, String text, int least, int most, Map<String, Integer> names) {
    long bits = 0;
    boolean any = false;
    for (String part : text.split(",", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      Part parsed = new Part(name, part, least, most, names);
      bits |= parsed.bits();
      any |= parsed.any;
    }
    if (bits == 0) {
      throw new IllegalArgumentException(name + " \"" + text + "\" names no value");
    }
    return new CronField(text, bits, any);
  }

  boolean matches(int value) {
    return (bits & 1L << value) != 0;
  }

  /** Returns the field as written. */
  @Override
  public String toString() {
    return text;
  }

  /** One element of the comma list. */
  private static final class Part {
    private final String field;
    private final String text;
    private final Map<String, Integer> names;
    private final int from;
    private final int to;
    private final int step;
    private final boolean any;

    private Part(String field, String text, int least, int most, Map<String, Integer> names) {
      this.field = field;
      this.text = text;
      this.names = names;
      String[] rangeAndStep = text.split("/", -1);
      String[] range = rangeAndStep[0].split("-", -1);
      if (rangeAndStep.length > 2 || range.length > 2) {
        throw wrong("is written as value, from-to, or either with /step");
      }
      boolean star = range[0].equals("*") || range[0].equals("?");
      boolean hasStep = rangeAndStep.length == 2;
      this.step = hasStep ? number(rangeAndStep[1], Map.of()) : 1;
      this.any = star && step <= 1;
      if (star) {
        this.from = least;
        this.to = most;
      } else {
        this.from = number(range[0], names);
        this.to = range.length == 2 ? number(range[1], names) : hasStep ? most : from;
      }
      check(least, most);
    }

    private void check(int least, int most) {
      if (from < least) {
        throw wrong("begins below the least value, " + least);
      }
      if (to > most) {
        throw wrong("ends above the greatest value, " + most);
      }
      if (from > to) {
        throw wrong("begins after its end");
      }
      if (step == 0) {
        throw wrong("has a step of zero; a step is a positive number");
      }
    }

    private int number(String digits, Map<String, Integer> known) {
      Integer named = known.get(digits.toLowerCase(Locale.ROOT));
      if (named != null) {
        return named;
      }
      boolean number =
          !digits.isEmpty()
              && digits.length() <= 9
              && digits.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!number) {
        throw wrong(
            "has \""
                + digits
                + "\" where a number"
                + (names.isEmpty() ? "" : " or a name such as " + names.keySet().iterator().next())
                + " must stand");
      }
      return Integer.parseInt(digits);
    }

    private long bits() {
      long bits = 0;
      for (int value = from; value <= to; value += step) {
        bits |= 1L << value;
      }
      return bits;
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(field + " \"" + text + "\" " + what);
    }
  }
}
