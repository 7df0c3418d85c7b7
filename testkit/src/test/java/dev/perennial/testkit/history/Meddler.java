package dev.perennial.testkit.history;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A store that somebody else changes in the middle of what the manager does with it. */
final class Meddler implements ResourceStore {
  private final ResourceStore store;
  private int operations;
  private int at = -1;
  private Runnable meddling = () -> {};

  Meddler(ResourceStore store) {
    this.store = store;
  }

  /** Has somebody do something right before the n-th operation from now. */
  void after(int n, Runnable what) {
    at = operations + n;
    meddling = what;
  }

  void heal() {
    at = -1;
  }

  private ResourceStore next() {
    if (++operations == at) {
      at = -1;
      meddling.run();
    }
    return store;
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    return next().read(key);
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    return next().list(type);
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    return next().list(type, namespace, prefix);
  }

  @Override
  public List<ResourceType> types() {
    return next().types();
  }

  @Override
  public String create(Resource resource) {
    return next().create(resource);
  }

  @Override
  public String update(Resource resource, String version) {
    return next().update(resource, version);
  }

  @Override
  public void delete(ResourceKey key, String version) {
    next().delete(key, version);
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
