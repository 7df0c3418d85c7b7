package dev.perennial.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it, backwards too.
 *
 * <pre>{@code
 * TestClock clock = TestClock.create();
 * clock.advance(Duration.ofDays(60));
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class TestClock implements InstantSource {
  /** Where a clock begins: 1 January 2030, 00:00 UTC, far from any real validity. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private Instant now;

  private TestClock(Instant start) {
    this.now = start;
  }

  /** Returns a clock at {@link #START}. */
  public static TestClock create() {
    return new TestClock(START);
  }

  /** Returns a clock at an instant. */
  public static TestClock at(Instant start) {
    return new TestClock(start);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Moves the clock by a duration, which may be negative.
   *
   * @return the new time
   */
  public synchronized Instant advance(Duration by) {
    now = now.plus(by);
    return now;
  }

  /** Sets the clock, to an earlier time too. */
  public synchronized void set(Instant time) {
    now = time;
  }

  /**
   * Moves the clock to a time unless it is there or later.
   *
   * @return the new time
   */
  public synchronized Instant advanceTo(Instant time) {
    now = now.isBefore(time) ? time : now;
    return now;
  }

  @Override
  public String toString() {
    return "TestClock[" + instant() + "]";
  }
}
