package dev.perennial.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@link CertificateManager#tick()} on a thread of an executor that the host lends, whenever
 * it is due, one at a time. It starts no thread of its own, and never shuts the executor down.
 * Delays are counted anew from the clock after each tick, so they do not add up.
 *
 * <p>Safe for use by several threads.
 */
public final class ScheduledDriver implements AutoCloseable {
  /** The longest sleep: a clock that was set is noticed within it. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final CertificateManager manager;
  private final ScheduledExecutorService executor;
  private final InstantSource clock;
  private @Nullable ScheduledFuture<?> next;
  private boolean running;
  private boolean closed;

  private ScheduledDriver(
      CertificateManager manager, ScheduledExecutorService executor, InstantSource clock) {
    this.manager = manager;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Drives a manager on the threads of an executor until the driver is closed. The first tick runs
   * at once when anything is due.
   */
  public static ScheduledDriver on(ScheduledExecutorService executor, CertificateManager manager) {
    ScheduledDriver driver = new ScheduledDriver(manager, executor, manager.clock());
    manager.onEarlier(driver::wake);
    driver.wake();
    return driver;
  }

  /** Takes word that the due time moved; a tick under way looks at it when it ends. */
  private synchronized void wake() {
    if (!running) {
      sleep(untilDue());
    }
  }

  private void run() {
    synchronized (this) {
      if (closed || running) {
        return;
      }
      running = true;
    }
    boolean failed = true;
    try {
      manager.tick();
      failed = false;
    } catch (RuntimeException e) {
      System.getLogger(ScheduledDriver.class.getName())
          .log(System.Logger.Level.ERROR, "a tick failed; the next one is in a minute", e);
    } finally {
      ended(failed);
    }
  }

  /** Asks for the due time under the lock, so that a wake-up since the tick is not overwritten. */
  private synchronized void ended(boolean failed) {
    running = false;
    sleep(failed ? LONGEST_SLEEP : untilDue());
  }

  private Duration untilDue() {
    Instant now = clock.instant();
    Instant latest = now.plus(LONGEST_SLEEP);
    Instant due = manager.nextDue();
    Duration wait = Duration.between(now, due.isBefore(latest) ? due : latest);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private synchronized void sleep(Duration wait) {
    if (closed) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    try {
      next = executor.schedule(this::run, millis(wait), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      closed = true;
      if (!executor.isShutdown()) {
        System.getLogger(ScheduledDriver.class.getName())
            .log(System.Logger.Level.ERROR, "the executor takes no more tasks; the driver ends", e);
      }
    }
  }

  /** Rounds up: a tick that comes a moment early does nothing. */
  private static long millis(Duration wait) {
    return wait.plusNanos(999_999).toMillis();
  }

  /** Stops driving; a tick under way finishes. The executor stays the host's. */
  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}
