package dev.perennial.testkit.acme.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How states and times are written. */
final class Statuses {
  private Statuses() {}

  /** Returns a status as RFC 8555 writes it. */
  static String word(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a time as RFC 3339 writes it, in whole seconds. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
