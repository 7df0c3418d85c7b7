package dev.perennial.core.store;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps resources in memory, as they are: for tests, and for hosts that issue anew at each start.
 * Nothing survives the process.
 *
 * <p>Safe for use by several threads; no call waits for another.
 */
public final class InMemoryStore implements ResourceStore {
  private final ConcurrentSkipListMap<ResourceKey, Versioned<Resource>> kept =
      new ConcurrentSkipListMap<>();
  private final AtomicLong lastVersion = new AtomicLong();
  private final Watchers watchers = new Watchers();
  private volatile boolean closed;

  /** Makes an empty store. */
  public InMemoryStore() {}

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    requireOpen();
    return Optional.ofNullable(kept.get(StoreKeys.check(key)));
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    requireOpen();
    return StoreKeys.list(kept.keySet(), type);
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    requireOpen();
    return StoreKeys.list(kept.keySet(), type, namespace, prefix);
  }

  @Override
  public List<ResourceType> types() {
    requireOpen();
    return StoreKeys.types(kept.keySet());
  }

  @Override
  public String create(Resource resource) {
    requireOpen();
    ResourceKey key = StoreKeys.check(resource);
    Versioned<Resource> created = next(resource);
    if (kept.putIfAbsent(key, created) != null) {
      throw new VersionConflictException(key, "expected nothing there, found it");
    }
    watchers.changed(key);
    return created.version();
  }

  @Override
  public String update(Resource resource, String version) {
    requireOpen();
    ResourceKey key = StoreKeys.check(resource);
    Versioned<Resource> updated = next(resource);
    if (!kept.replace(key, expect(key, version), updated)) {
      throw overtaken(key, version);
    }
    watchers.changed(key);
    return updated.version();
  }

  @Override
  public void delete(ResourceKey key, String version) {
    requireOpen();
    StoreKeys.check(key);
    if (!kept.remove(key, expect(key, version))) {
      throw overtaken(key, version);
    }
    watchers.changed(key);
  }

  private Versioned<Resource> next(Resource resource) {
    return new Versioned<>(resource, Long.toString(lastVersion.incrementAndGet()));
  }

  private Versioned<Resource> expect(ResourceKey key, String version) {
    Versioned<Resource> current = kept.get(key);
    if (current == null) {
      throw new VersionConflictException(key, "expected version " + version + ", found nothing");
    }
    if (!current.version().equals(version)) {
      throw new VersionConflictException(
          key, "expected version " + version + ", found " + current.version());
    }
    return current;
  }

  private static VersionConflictException overtaken(ResourceKey key, String version) {
    return new VersionConflictException(
        key, "expected version " + version + ", which somebody changed meanwhile");
  }

  @Override
  public Registration watch(Consumer<ResourceKey> watcher) {
    requireOpen();
    return watchers.add(watcher);
  }

  /** Returns nothing: memory does not go bad. */
  @Override
  public List<String> problems() {
    requireOpen();
    return List.of();
  }

  @Override
  public void close() {
    closed = true;
    kept.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException("the store is closed; nothing was written", null);
    }
  }
}
