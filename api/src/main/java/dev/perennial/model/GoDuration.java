package dev.perennial.model;

import java.time.Duration;

/** Durations as Go writes them. */
public final class GoDuration {
  private GoDuration() {}

  /** Returns a duration as Go's {@code time.Duration.String} prints it, such as {@code 1h30m0s}. */
  public static String format(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds / 3600 + "h" + seconds % 3600 / 60 + "m" + seconds % 60 + "s";
  }
}
