package dev.perennial.core.lifecycle;

import dev.perennial.model.CronSchedule;
import dev.perennial.model.RenewalWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a renewal window is open: {@code [start, start + duration]} for each start of its schedule.
 * cert-manager takes a time at the very end for one within, too. Immutable.
 */
final class WindowSchedule {
  private final CronSchedule starts;
  private final Duration duration;

  private WindowSchedule(CronSchedule starts, Duration duration) {
    this.starts = starts;
    this.duration = duration;
  }

  /** Returns the schedule of a window, or empty when its cron expression or zone does not parse. */
  static Optional<WindowSchedule> of(RenewalWindow window) {
    try {
      CronSchedule starts = CronSchedule.parse(window.cron(), window.timezone());
      return Optional.of(new WindowSchedule(starts, window.windowDuration()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the earliest time from {@code desired} on at which the window is open: that time itself
   * or the next start, if that is before {@code end}; empty otherwise.
   */
  Optional<Instant> openingFrom(Instant desired, Instant end) {
    Optional<Instant> start = starts.next(desired.minus(duration).minusSeconds(1));
    if (start.isPresent() && start.get().isAfter(desired)) {
      return start.filter(end::isAfter);
    }
    return start.map(open -> desired);
  }
}
