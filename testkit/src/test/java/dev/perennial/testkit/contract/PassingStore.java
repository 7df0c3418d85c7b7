package dev.perennial.testkit.contract;

import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes everything on to a good store: the wrong ones change one thing. */
class PassingStore implements ResourceStore {
  final InMemoryStore good = new InMemoryStore();

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    return good.read(key);
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    return good.list(type);
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    return good.list(type, namespace, prefix);
  }

  @Override
  public List<ResourceType> types() {
    return good.types();
  }

  @Override
  public String create(Resource resource) {
    return good.create(resource);
  }

  @Override
  public String update(Resource resource, String version) {
    return good.update(resource, version);
  }

  @Override
  public void delete(ResourceKey key, String version) {
    good.delete(key, version);
  }

  @Override
  public Registration watch(Consumer<ResourceKey> watcher) {
    return good.watch(watcher);
  }

  @Override
  public List<String> problems() {
    return good.problems();
  }

  @Override
  public void close() {
    good.close();
  }
}
