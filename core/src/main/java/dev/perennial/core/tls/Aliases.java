package dev.perennial.core.tls;

import dev.perennial.core.tls.ServedKey.Material;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What each alias stands for. A served key's alias answers while it is served. A retired one's
 * answers for as long as a handshake holds the alias object that it was given, however many swaps
 * pass meanwhile; the last few answer in any case, for a wrapper that hands out copies of our
 * aliases. Memory is bounded: what nobody holds any more goes with the next swap after a garbage
 * collection.
 *
 * <p>{@link #materialOf} and {@link #lend} may be called by several threads and take no lock; the
 * others by one thread at a time.
 */
final class Aliases {
  private static final int KEPT_IN_ANY_CASE = 16;

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<String> released = new ReferenceQueue<>();
  private final ArrayDeque<ServedKey> lastRetired = new ArrayDeque<>();

  private record Entry(Material material, @Nullable Weak untilReleased) {}

  private static final class Weak extends WeakReference<String> {
    private final String equalText;

    Weak(ServedKey key, ReferenceQueue<String> released) {
      super(key.alias(), released);
      this.equalText = key.aliasCopy();
    }
  }

  @Nullable Material materialOf(String alias) {
    Entry entry = entries.get(alias);
    return entry == null ? null : entry.material();
  }

  void serve(ServedKey key) {
    entries.put(key.aliasCopy(), new Entry(key.material(), null));
  }

  /** Lets the alias of a key answer for as long as anybody holds it, and no longer. */
  void lend(ServedKey key) {
    entries.put(key.aliasCopy(), new Entry(key.material(), new Weak(key, released)));
    removeReleased();
  }

  void retire(ServedKey key) {
    Weak weak = new Weak(key, released);
    entries.replace(weak.equalText, new Entry(key.material(), weak));
    lastRetired.addLast(key);
    while (lastRetired.size() > KEPT_IN_ANY_CASE) {
      lastRetired.removeFirst();
    }
    removeReleased();
  }

  int size() {
    removeReleased();
    return entries.size();
  }

  private void removeReleased() {
    for (Reference<? extends String> r = released.poll(); r != null; r = released.poll()) {
      if (r instanceof Weak weak) {
        entries.remove(weak.equalText);
      }
    }
  }
}
