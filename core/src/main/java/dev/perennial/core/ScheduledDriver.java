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
 * it is due. It starts no thread of its own, and never shuts the executor down.
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
  private boolean closed;

  private ScheduledDriver(
      CertificateManager manager, ScheduledExecutorService executor, InstantSource clock) {
    this.manager = manager;
    this.executor = executor;
    this.clock = clock;
  }

  /**
   * Drives a manager on the threads of an executor until the driver is closed. The first tick runs
   * at once.
   */
  public static ScheduledDriver on(ScheduledExecutorService executor, CertificateManager manager) {
    ScheduledDriver driver = new ScheduledDriver(manager, executor, manager.clock());
    manager.onEarlier(driver::wake);
    driver.wake();
    return driver;
  }

  private synchronized void wake() {
    schedule(Duration.ZERO);
  }

  private void run() {
    try {
      manager.tick();
      sleepUntilDue();
    } catch (RuntimeException e) {
      System.getLogger(ScheduledDriver.class.getName())
          .log(System.Logger.Level.ERROR, "a tick failed; the next one is in a minute", e);
      schedule(LONGEST_SLEEP);
    }
  }

  /** Asks for the due time under the lock, so that a wake-up since the tick is not overwritten. */
  private synchronized void sleepUntilDue() {
    Instant now = clock.instant();
    Instant latest = now.plus(LONGEST_SLEEP);
    Instant due = manager.nextDue();
    Duration wait = Duration.between(now, due.isBefore(latest) ? due : latest);
    schedule(wait.isNegative() ? Duration.ZERO : wait);
  }

  private synchronized void schedule(Duration wait) {
    if (closed) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    try {
      next = executor.schedule(this::run, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      closed = true;
    }
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
