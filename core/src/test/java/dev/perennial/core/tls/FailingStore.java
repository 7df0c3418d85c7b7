package dev.perennial.core.tls;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store whose reads fail when asked to. */
final class FailingStore implements ResourceStore {
  private final ResourceStore store;
  boolean fail;

  FailingStore(ResourceStore store) {
    this.store = store;
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    if (fail) {
      throw new StoreException("disk on fire", null);
    }
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
    return store.create(resource);
  }

  @Override
  public String update(Resource resource, String version) {
    return store.update(resource, version);
  }

  @Override
  public void delete(ResourceKey key, String version) {
    store.delete(key, version);
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
