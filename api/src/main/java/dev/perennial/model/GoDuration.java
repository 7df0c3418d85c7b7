package dev.perennial.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * Durations as manifests write them, which is as Go does: {@code 1h30m}, {@code 2160h0m0s}, {@code
 * 1.5h}. Source: Go {@code time.ParseDuration} and {@code time.Duration.String}.
 */
public final class GoDuration {
  private static final int MAX_LENGTH = 100;

  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00B5s", 1_000L,
          "\u03BCs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when it is none, or longer than about 292 years
   */
  public static Duration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    if (rest.isEmpty() || text.length() > MAX_LENGTH) {
      throw wrong(text);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    int i = 0;
    while (i < rest.length()) {
      int number = i;
      while (i < rest.length() && (isDigit(rest.charAt(i)) || rest.charAt(i) == '.')) {
        i++;
      }
      int unit = i;
      while (i < rest.length() && !isDigit(rest.charAt(i)) && rest.charAt(i) != '.') {
        i++;
      }
      Long factor = UNITS.get(rest.substring(unit, i));
      if (factor == null) {
        throw wrong(text);
      }
      nanos =
          nanos.add(number(rest.substring(number, unit), text).multiply(new BigDecimal(factor)));
    }
    if (nanos.compareTo(MAX_NANOS) > 0) {
      throw new IllegalArgumentException("\"" + text + "\" is longer than 292 years");
    }
    return Duration.ofNanos(negative ? -nanos.longValue() : nanos.longValue());
  }

  private static BigDecimal number(String digits, String text) {
    boolean valid =
        digits.chars().anyMatch(c -> c != '.') && digits.chars().filter(c -> c == '.').count() <= 1;
    if (!valid) {
      throw wrong(text);
    }
    return new BigDecimal(digits.startsWith(".") ? "0" + digits : digits);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a duration; write numbers with units, such as 2160h or 1h30m");
  }

  /** Returns a duration as Go prints it, such as {@code 1h30m0s}, {@code 1.5s} or {@code 20ms}. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    String sign = duration.isNegative() ? "-" : "";
    Duration positive = duration.abs();
    long seconds = positive.toSeconds();
    if (seconds == 0) {
      return sign + subSecond(positive.toNanosPart());
    }
    StringBuilder text = new StringBuilder(sign);
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    BigDecimal rest =
        BigDecimal.valueOf(seconds % 60).add(BigDecimal.valueOf(positive.toNanosPart(), 9));
    return text.append(plain(rest)).append('s').toString();
  }

  private static String subSecond(int nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    return nanos < 1_000_000
        ? plain(BigDecimal.valueOf(nanos, 3)) + "\u00B5s"
        : plain(BigDecimal.valueOf(nanos, 6)) + "ms";
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.signum() == 0 ? "0" : stripped.toPlainString();
  }
}
