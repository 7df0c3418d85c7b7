package dev.perennial.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A scheduler and a clock in one: tasks run on the thread of the test when it lets time pass. */
final class FakeScheduler extends AbstractExecutorService
    implements ScheduledExecutorService, InstantSource {
  private final List<Task> tasks = new ArrayList<>();
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private boolean shutdown;

  private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
    private final Instant due;

    private Task(Runnable command, Instant due) {
      super(command, null);
      this.due = due;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(Duration.between(now, due));
    }

    @Override
    public int compareTo(Delayed other) {
      return due.compareTo(((Task) other).due);
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      tasks.remove(this);
      return super.cancel(mayInterrupt);
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Returns how long the tasks that wait have still to wait, the shortest first. */
  List<Duration> waits() {
    return tasks.stream().map(t -> Duration.between(now, t.due)).sorted().toList();
  }

  /** Lets time pass, and runs what becomes due on the way, at its time. */
  void pass(Duration duration) {
    Instant end = now.plus(duration);
    while (true) {
      Task first = tasks.stream().min(Comparator.comparing(t -> t.due)).orElse(null);
      if (first == null || first.due.isAfter(end)) {
        break;
      }
      now = first.due.isAfter(now) ? first.due : now;
      tasks.remove(first);
      first.run();
    }
    now = end;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    if (shutdown) {
      throw new RejectedExecutionException();
    }
    Task task = new Task(command, now.plus(delay, unit.toChronoUnit()));
    tasks.add(task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(Runnable r, long i, long p, TimeUnit u) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(Runnable r, long i, long d, TimeUnit u) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void execute(Runnable command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void shutdown() {
    shutdown = true;
    List.copyOf(tasks).forEach(t -> t.cancel(false));
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }
}
