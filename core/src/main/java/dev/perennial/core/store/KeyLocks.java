package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One writer or several readers for each key. A fixed number of locks is shared by all keys, so two
 * keys may wait for one another now and then.
 */
final class KeyLocks {
  private final ReentrantReadWriteLock[] locks = new ReentrantReadWriteLock[64];

  KeyLocks() {
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantReadWriteLock();
    }
  }

  <T> T reading(ResourceKey key, IoCall<T> call) throws IOException {
    ReentrantReadWriteLock.ReadLock lock = of(key).readLock();
    lock.lock();
    try {
      return call.call();
    } finally {
      lock.unlock();
    }
  }

  <T> T writing(ResourceKey key, IoCall<T> call) throws IOException {
    ReentrantReadWriteLock.WriteLock lock = of(key).writeLock();
    lock.lock();
    try {
      return call.call();
    } finally {
      lock.unlock();
    }
  }

  /** Does something while nobody reads or writes. */
  void all(Runnable action) {
    int held = 0;
    try {
      for (ReentrantReadWriteLock lock : locks) {
        lock.writeLock().lock();
        held++;
      }
      action.run();
    } finally {
      while (held > 0) {
        locks[--held].writeLock().unlock();
      }
    }
  }

  private ReentrantReadWriteLock of(ResourceKey key) {
    return locks[Math.floorMod(key.hashCode(), locks.length)];
  }
}
