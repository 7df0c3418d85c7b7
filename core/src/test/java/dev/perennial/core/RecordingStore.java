package dev.perennial.core;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that remembers each write. Not safe for use by several threads. */
final class RecordingStore implements ResourceStore {
  enum Verb {
    CREATE,
    UPDATE,
    DELETE
  }

  /** One write; a deletion has no resource. */
  record Write(Verb verb, ResourceKey key, @Nullable Resource resource) {
    <R extends Resource> R as(Class<R> type) {
      return type.cast(resource);
    }
  }

  private final InMemoryStore store = new InMemoryStore();
  private final List<Write> writes = new ArrayList<>();

  /** Returns the writes so far. */
  List<Write> writes() {
    return List.copyOf(writes);
  }

  /** Forgets the writes so far. */
  void forgetWrites() {
    writes.clear();
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    return store.read(key);
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    return store.list(type);
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    return store.list(type, namespace, prefix);
  }

  @Override
  public List<ResourceType> types() {
    return store.types();
  }

  @Override
  public String create(Resource resource) {
    String version = store.create(resource);
    writes.add(new Write(Verb.CREATE, resource.key(), resource));
    return version;
  }

  @Override
  public String update(Resource resource, String version) {
    String updated = store.update(resource, version);
    writes.add(new Write(Verb.UPDATE, resource.key(), resource));
    return updated;
  }

  @Override
  public void delete(ResourceKey key, String version) {
    store.delete(key, version);
    writes.add(new Write(Verb.DELETE, key, null));
  }

  @Override
  public Registration watch(Consumer<ResourceKey> watcher) {
    return store.watch(watcher);
  }

  @Override
  public List<String> problems() {
    return store.problems();
  }

  @Override
  public void close() {
    store.close();
  }
}
