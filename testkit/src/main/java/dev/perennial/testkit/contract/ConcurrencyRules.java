package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What several threads may expect of one another. */
interface ConcurrencyRules extends StoreRules {
  /** How many threads write at once. */
  int THREADS = 4;

  /** How often each of them does. */
  int ROUNDS = 15;

  @Test
  default void oneOfManyCreatesWins() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String name = "tls-" + round;
      assertEquals(1, winners(i -> store().create(Resources.secret(name, "" + i))));
      Resources.mark(kept(Resources.secret(name, "").key()).resource());
    }
  }

  @Test
  default void oneOfManyUpdatesFromOneVersionWins() throws Exception {
    ResourceKey key = Resources.secret("tls", "0").key();
    String created = store().create(Resources.secret("tls", "0"));
    assertEquals(created, kept(key).version());
    for (int round = 0; round < ROUNDS; round++) {
      String version = kept(key).version();
      assertEquals(1, winners(i -> store().update(Resources.secret("tls", "" + i), version)));
    }
  }

  @Test
  default void oneOfManyDeletesWins() throws Exception {
    ResourceKey key = Resources.secret("tls", "0").key();
    for (int round = 0; round < ROUNDS; round++) {
      String version = store().create(Resources.secret("tls", "0"));
      assertEquals(
          1,
          winners(
              i -> {
                store().delete(key, version);
                return "deleted";
              }));
    }
  }

  @Test
  default void noUpdateIsLost() throws Exception {
    ResourceKey key = Resources.secret("tls", "0").key();
    String created = store().create(Resources.secret("tls", "0"));
    assertEquals(created, kept(key).version());
    List<Integer> done = inParallel(i -> countUp(key));
    assertEquals(THREADS * ROUNDS, done.stream().mapToInt(n -> n).sum());
    assertEquals("" + THREADS * ROUNDS, Resources.mark(kept(key).resource()));
  }

  private int countUp(ResourceKey key) {
    int done = 0;
    while (done < ROUNDS) {
      Versioned<Resource> read = kept(key);
      int next = Integer.parseInt(Resources.mark(read.resource())) + 1;
      try {
        String version = store().update(Resources.secret("tls", "" + next), read.version());
        done += version.isEmpty() ? 0 : 1;
      } catch (VersionConflictException e) {
        Thread.onSpinWait(); // another was quicker
      }
    }
    return done;
  }

  @Test
  default void aReaderNeverSeesAMixture() throws Exception {
    Resource first = Resources.secret("tls", "0");
    String created = store().create(first);
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Integer> reads =
        inParallel(
            i -> {
              if (i > 0) {
                return readWhile(writing, first.key());
              }
              try {
                return rewrite(created, 4 * ROUNDS);
              } finally {
                writing.set(false);
              }
            });
    assertEquals(THREADS, reads.size());
  }

  private int rewrite(String created, int times) {
    String version = created;
    for (int i = 1; i <= times; i++) {
      version = store().update(Resources.secret("tls", "" + i), version);
    }
    return times;
  }

  private int readWhile(AtomicBoolean writing, ResourceKey key) {
    int reads = 0;
    int last = 0;
    while (writing.get()) {
      int mark = Integer.parseInt(Resources.mark(kept(key).resource()));
      assertEquals(Math.max(last, mark), mark, "went back in time");
      last = mark;
      reads++;
    }
    return reads;
  }

  @Test
  default void writersOfDifferentKeysDoNotDisturbEachOther() throws Exception {
    List<Integer> written =
        inParallel(
            i -> {
              for (int round = 0; round < ROUNDS; round++) {
                Resource resource = Resources.certificate("c-" + i + "-" + round);
                String version = store().create(resource);
                assertEquals(version, kept(resource.key()).version());
              }
              return ROUNDS;
            });
    assertEquals(
        written.stream().mapToInt(n -> n).sum(), store().list(ResourceType.CERTIFICATE).size());
  }

  /** Something that each of several threads does. */
  @FunctionalInterface
  interface Task<T> {
    /** Does it as the thread of this number, from 0. */
    T run(int thread) throws Exception;
  }

  private static long winners(Task<String> write) throws Exception {
    return inParallel(
            i -> {
              try {
                return write.run(i).isEmpty() ? 0 : 1;
              } catch (VersionConflictException e) {
                return 0;
              }
            })
        .stream()
        .mapToInt(n -> n)
        .sum();
  }

  private static <T> List<T> inParallel(Task<T> task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        calls.add(
            () -> {
              start.await();
              return task.run(thread);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(get(result));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T get(Future<T> result) throws Exception {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }
}
