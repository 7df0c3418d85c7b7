package dev.perennial.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule in cron notation: minute, hour, day of month, month, day of week, or a descriptor such
 * as {@code @daily}. Where clocks change it does what cert-manager does: a time that does not exist
 * is skipped, one that exists twice comes twice. Source: cert-manager {@code internal/cron}, a fork
 * of robfig/cron v3. Immutable.
 */
public final class CronSchedule {
  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** No day comes back only after more years: 29 February, across a century without leap day. */
  private static final int MOST_YEARS = 8;

  private static final int MAX_LENGTH = 1000;

  private final CronField minutes;
  private final CronField hours;
  private final CronField days;
  private final CronField months;
  private final CronField weekdays;
  private final ZoneId zone;

  private CronSchedule(String[] fields, ZoneId zone) {
    this.minutes = CronField.parse("minute", fields[0], 0, 59, Map.of());
    this.hours = CronField.parse("hour", fields[1], 0, 23, Map.of());
    this.days = CronField.parse("day of month", fields[2], 1, 31, Map.of());
    this.months = CronField.parse("month", fields[3], 1, 12, CronField.MONTHS);
    this.weekdays = CronField.parse("day of week", fields[4], 0, 6, CronField.WEEKDAYS);
    this.zone = zone;
  }

  /**
   * Reads a schedule.
   *
   * @param cron five fields or a descriptor; a prefix {@code CRON_TZ=<zone>} or {@code TZ=<zone>}
   *     names the zone when {@code timezone} is empty
   * @param timezone an IANA zone; empty means UTC
   * @throws IllegalArgumentException when it is not a schedule, or the zone is not known
   */
  public static CronSchedule parse(String cron, String timezone) {
    if (cron.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a cron expression has at most " + MAX_LENGTH + " characters");
    }
    String spec = cron;
    String zone = timezone;
    if (spec.startsWith("TZ=") || spec.startsWith("CRON_TZ=")) {
      int end = spec.indexOf(' ');
      if (end < 0) {
        throw new IllegalArgumentException(
            "\"" + cron + "\": a time zone prefix must be followed by a schedule");
      }
      if (!timezone.isEmpty()) {
        throw new IllegalArgumentException(
            "\"" + cron + "\": name the time zone once, in the field timezone");
      }
      zone = spec.substring(spec.indexOf('=') + 1, end);
      spec = spec.substring(end);
    }
    String trimmed = spec.strip();
    if (trimmed.startsWith("@")) {
      String fields = DESCRIPTORS.get(trimmed);
      if (fields == null) {
        throw new IllegalArgumentException(
            "\""
                + cron
                + "\": unknown descriptor; known are @yearly, @annually, @monthly, @weekly, @daily,"
                + " @midnight and @hourly");
      }
      trimmed = fields;
    }
    String[] fields = trimmed.isEmpty() ? new String[0] : trimmed.split("\\s+", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "\""
              + cron
              + "\": expected exactly 5 fields (minute, hour, day of month, month, day of week),"
              + " found "
              + fields.length);
    }
    return new CronSchedule(fields, zone(zone));
  }

  private static ZoneId zone(String name) {
    if (name.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not an IANA time zone, such as Europe/Berlin", e);
    }
  }

  /** Returns the first start after an instant; empty when there is none within eight years. */
  public Optional<Instant> next(Instant after) {
    Search search = new Search(after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).atZone(zone));
    return search.run();
  }

  /** One search forward. Not safe for use by several threads. */
  private final class Search {
    private ZonedDateTime time;
    private boolean moved;

    private Search(ZonedDateTime time) {
      this.time = time;
    }

    private Optional<Instant> run() {
      int lastYear = time.getYear() + MOST_YEARS;
      while (time.getYear() <= lastYear) {
        if (!toMonth() || !toDay() || !toHour() || !toMinute() || !toSecond()) {
          continue;
        }
        return Optional.of(time.toInstant());
      }
      return Optional.empty();
    }

    private boolean toMonth() {
      while (!months.matches(time.getMonthValue())) {
        if (!moved) {
          time = time.toLocalDate().withDayOfMonth(1).atStartOfDay(zone);
        }
        moved = true;
        time = time.plusMonths(1);
        if (time.getMonthValue() == 1) {
          return false;
        }
      }
      return true;
    }

    private boolean toDay() {
      while (!dayMatches()) {
        if (!moved) {
          time = time.toLocalDate().atStartOfDay(zone);
        }
        moved = true;
        time = nextDay(time);
        if (time.getDayOfMonth() == 1) {
          return false;
        }
      }
      return true;
    }

    private boolean dayMatches() {
      boolean day = days.matches(time.getDayOfMonth());
      boolean weekday = weekdays.matches(time.getDayOfWeek().getValue() % 7);
      boolean both = days.isAny() || weekdays.isAny();
      return both ? day && weekday : day || weekday;
    }

    private boolean toHour() {
      while (!hours.matches(time.getHour())) {
        if (!moved) {
          time = time.truncatedTo(ChronoUnit.HOURS);
        }
        moved = true;
        time = time.plusHours(1);
        if (time.getHour() == 0) {
          return false;
        }
      }
      return true;
    }

    private boolean toMinute() {
      while (!minutes.matches(time.getMinute())) {
        if (!moved) {
          time = time.truncatedTo(ChronoUnit.MINUTES);
        }
        moved = true;
        time = time.plusMinutes(1);
        if (time.getMinute() == 0) {
          return false;
        }
      }
      return true;
    }

    private boolean toSecond() {
      if (time.getSecond() == 0) {
        return true;
      }
      moved = true;
      time = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      return false;
    }
  }

  /** Midnight of the next day; where the clock skips midnight, the first hour that exists. */
  private static ZonedDateTime nextDay(ZonedDateTime time) {
    ZonedDateTime next = time.plusDays(1);
    int hour = next.getHour();
    if (hour == 0) {
      return next;
    }
    ZonedDateTime midnight = hour > 12 ? next.plusHours(24L - hour) : next.minusHours(hour);
    return midnight.toLocalDate().isAfter(time.toLocalDate()) ? midnight : next;
  }

  /** Returns the fields and the zone, for messages. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%s %s %s %s %s (%s)", minutes, hours, days, months, weekdays, zone);
  }
}
