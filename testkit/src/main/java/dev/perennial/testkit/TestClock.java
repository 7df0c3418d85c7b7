package dev.perennial.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

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

  private final AtomicReference<Instant> now;

  private TestClock(Instant start) {
    this.now = new AtomicReference<>(start);
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
  public Instant instant() {
    return now.get();
  }

  /**
   * Moves the clock by a duration, which may be negative.
   *
   * @return the new time
   */
  public Instant advance(Duration by) {
    return now.updateAndGet(time -> time.plus(by));
  }

  /** Sets the clock, to an earlier time too. */
  public void set(Instant time) {
    now.set(time);
  }

  /**
   * Moves the clock to a time unless it is there or later.
   *
   * @return the new time
   */
  public Instant advanceTo(Instant time) {
    return now.updateAndGet(before -> before.isBefore(time) ? time : before);
  }

  @Override
  public String toString() {
    return "TestClock[" + now + "]";
  }
}
