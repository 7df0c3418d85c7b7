package dev.perennial.core.store;

import dev.perennial.model.ResourceKey;
import dev.perennial.spi.ResourceStore;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to know of changes. Safe for use by several threads. */
final class Watchers {
  private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

  ResourceStore.Registration add(Consumer<ResourceKey> consumer) {
    Watcher watcher = new Watcher(Objects.requireNonNull(consumer, "watcher"));
    watchers.add(watcher);
    return watcher;
  }

  /** Tells all of them. One that throws is logged: the change stands, and the others hear of it. */
  void changed(ResourceKey key) {
    for (Watcher watcher : watchers) {
      try {
        watcher.consumer.accept(key);
      } catch (RuntimeException | Error e) {
        LOG.log(System.Logger.Level.WARNING, "a watcher failed on the change of " + key, e);
      }
    }
  }

  private final class Watcher implements ResourceStore.Registration {
    private final Consumer<ResourceKey> consumer;

    private Watcher(Consumer<ResourceKey> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }
}
