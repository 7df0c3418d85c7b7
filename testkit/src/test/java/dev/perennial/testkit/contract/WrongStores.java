package dev.perennial.testkit.contract;

import dev.perennial.model.Certificate;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Stores that break one sentence of the contract each. */
final class WrongStores {
  /** A wrong store and the rule that must catch it. */
  record Wrong(String name, String caughtBy, Supplier<ResourceStore> store) {
    @Override
    public String toString() {
      return name;
    }
  }

  private WrongStores() {}

  static List<Wrong> all() {
    List<Wrong> all = new ArrayList<>();
    all.addAll(keys());
    all.addAll(writes());
    all.addAll(versions());
    all.addAll(lists());
    all.addAll(watchers());
    all.addAll(closing());
    return all;
  }

  private static ResourceKey renamed(ResourceKey key, String from, String to) {
    ResourceName name = key.name();
    return new ResourceKey(
        key.type(), new ResourceName(name.namespace(), name.name().replace(from, to)));
  }

  private static List<Wrong> keys() {
    return List.of(
        new Wrong(
            "answers a bad key with empty",
            "anyOtherKeyIsRefused",
            () ->
                new PassingStore() {
                  @Override
                  public Optional<Versioned<Resource>> read(ResourceKey key) {
                    try {
                      return good.read(key);
                    } catch (IllegalArgumentException e) {
                      return Optional.empty();
                    }
                  }
                }),
        new Wrong(
            "takes upper case",
            "anyOtherKeyIsRefused",
            () ->
                new PassingStore() {
                  @Override
                  public Optional<Versioned<Resource>> read(ResourceKey key) {
                    return good.read(renamed(key, "A", "a"));
                  }
                }),
        new Wrong(
            "refuses long names",
            "everyKeyOfTheGrammarIsTaken",
            () ->
                new PassingStore() {
                  @Override
                  public String create(Resource resource) {
                    if (resource.key().name().name().length() > 250) {
                      throw new StoreException("too long", null);
                    }
                    return good.create(resource);
                  }
                }),
        new Wrong(
            "refuses secrets with the names of devices",
            "everyOddNameOfASecretIsTaken",
            () ->
                new PassingStore() {
                  @Override
                  public String create(Resource resource) {
                    if (resource instanceof SecretBundle s && s.meta().name().equals("con")) {
                      throw new StoreException("a device", null);
                    }
                    return good.create(resource);
                  }
                }),
        new Wrong(
            "takes a namespace with a cluster issuer",
            "aClusterScopedKeyHasNoNamespace",
            () ->
                new PassingStore() {
                  @Override
                  public Optional<Versioned<Resource>> read(ResourceKey key) {
                    return key.type().clusterScoped() ? Optional.empty() : good.read(key);
                  }
                }),
        new Wrong(
            "forgets the namespace when it deletes",
            "oneNameOfTwoTypesOrNamespacesIsTwoResources",
            () ->
                new PassingStore() {
                  @Override
                  public void delete(ResourceKey key, String version) {
                    good.delete(key, version);
                    for (ResourceName name : good.list(key.type())) {
                      ResourceKey other = new ResourceKey(key.type(), name);
                      if (name.name().equals(key.name().name())) {
                        good.delete(other, good.read(other).orElseThrow().version());
                      }
                    }
                  }
                }));
  }

  private static List<Wrong> writes() {
    return List.of(
        new Wrong(
            "loses dnsNames",
            "whatIsReadIsWhatWasWritten",
            () ->
                new PassingStore() {
                  @Override
                  public String create(Resource resource) {
                    return good.create(
                        resource instanceof Certificate c
                            ? c.toBuilder()
                                .spec(c.spec().toBuilder().dnsNames(List.of()).build())
                                .build()
                            : resource);
                  }
                }),
        new Wrong(
            "drops empty data",
            "aSecretKeepsItsDataAndTheirOrder",
            () ->
                new PassingStore() {
                  @Override
                  public String create(Resource resource) {
                    return good.create(withData(resource, data -> data.remove("empty")));
                  }
                }),
        new Wrong(
            "merges an update into what is there",
            "anUpdateReplacesTheWhole",
            () ->
                new PassingStore() {
                  @Override
                  public String update(Resource resource, String version) {
                    Optional<Versioned<Resource>> before = good.read(resource.key());
                    return good.update(
                        withData(
                            resource,
                            data -> {
                              if (before.isPresent()
                                  && before.get().resource() instanceof SecretBundle old) {
                                old.data().forEach(data::putIfAbsent);
                              }
                            }),
                        version);
                  }
                }),
        new Wrong(
            "throws when nothing is there",
            "whatIsNotThereIsEmpty",
            () ->
                new PassingStore() {
                  @Override
                  public Optional<Versioned<Resource>> read(ResourceKey key) {
                    Optional<Versioned<Resource>> read = good.read(key);
                    if (read.isEmpty()) {
                      throw new NoSuchElementException(key.toString());
                    }
                    return read;
                  }
                }),
        new Wrong("creates over what is there", "createRefusesWhatIsThere", Overwriting::new),
        new Wrong("refuses a create but does it", "aRefusedCreateChangesNothing", LyingCreate::new),
        new Wrong(
            "updates without looking at the version",
            "updateRefusesAnotherVersion",
            () ->
                new PassingStore() {
                  @Override
                  public String update(Resource resource, String version) {
                    return good.read(resource.key())
                        .map(read -> good.update(resource, read.version()))
                        .orElseGet(() -> good.update(resource, version));
                  }
                }),
        new Wrong(
            "updates what is gone",
            "updateRefusesWhatIsGone",
            () ->
                new PassingStore() {
                  @Override
                  public String update(Resource resource, String version) {
                    return good.read(resource.key()).isEmpty()
                        ? good.create(resource)
                        : good.update(resource, version);
                  }
                }),
        new Wrong(
            "deletes without looking at the version",
            "deleteRefusesAnotherVersion",
            () ->
                new PassingStore() {
                  @Override
                  public void delete(ResourceKey key, String version) {
                    good.delete(key, good.read(key).map(Versioned::version).orElse(version));
                  }
                }),
        new Wrong(
            "deletes what is gone without a word",
            "deleteRefusesAnotherVersion",
            () ->
                new PassingStore() {
                  @Override
                  public void delete(ResourceKey key, String version) {
                    if (good.read(key).isPresent()) {
                      good.delete(key, version);
                    }
                  }
                }),
        new Wrong("checks, waits, creates", "oneOfManyCreatesWins", SlowCreate::new),
        new Wrong("checks, waits, updates", "oneOfManyUpdatesFromOneVersionWins", SlowUpdate::new),
        new Wrong("loses updates", "noUpdateIsLost", SlowUpdate::new),
        new Wrong("checks, waits, deletes", "oneOfManyDeletesWins", SlowDelete::new),
        new Wrong("writes the key first, then the rest", "aReaderNeverSeesAMixture", InTwo::new));
  }

  private static Resource withData(Resource resource, Consumer<Map<String, SecretBytes>> change) {
    if (!(resource instanceof SecretBundle secret)) {
      return resource;
    }
    Map<String, SecretBytes> data = new LinkedHashMap<>(secret.data());
    change.accept(data);
    return secret.toBuilder().data(data).build();
  }

  private static void dawdle() {
    for (int i = 0; i < 50; i++) {
      Thread.yield();
    }
  }

  private static final class Overwriting extends PassingStore {
    @Override
    public String create(Resource resource) {
      return good.read(resource.key())
          .map(read -> good.update(resource, read.version()))
          .orElseGet(() -> good.create(resource));
    }
  }

  private static final class LyingCreate extends PassingStore {
    @Override
    public String create(Resource resource) {
      try {
        return good.create(resource);
      } catch (VersionConflictException e) {
        String version = good.read(resource.key()).orElseThrow().version();
        throw new VersionConflictException(resource.key(), good.update(resource, version));
      }
    }
  }

  private static final class SlowCreate extends PassingStore {
    @Override
    public String create(Resource resource) {
      if (good.read(resource.key()).isPresent()) {
        return good.create(resource);
      }
      dawdle();
      try {
        return good.create(resource);
      } catch (VersionConflictException e) {
        return good.update(resource, good.read(resource.key()).orElseThrow().version());
      }
    }
  }

  private static final class SlowUpdate extends PassingStore {
    @Override
    public String update(Resource resource, String version) {
      Optional<Versioned<Resource>> read = good.read(resource.key());
      if (read.isEmpty() || !read.get().version().equals(version)) {
        return good.update(resource, version);
      }
      dawdle();
      while (true) {
        try {
          return good.update(resource, good.read(resource.key()).orElseThrow().version());
        } catch (VersionConflictException e) {
          Thread.onSpinWait();
        }
      }
    }
  }

  private static final class SlowDelete extends PassingStore {
    @Override
    public void delete(ResourceKey key, String version) {
      boolean there = good.read(key).isPresent();
      dawdle();
      if (there && good.read(key).isEmpty()) {
        return;
      }
      try {
        good.delete(key, version);
      } catch (VersionConflictException e) {
        if (!there) {
          throw e;
        }
      }
    }
  }

  private static final class InTwo extends PassingStore {
    @Override
    public String update(Resource resource, String version) {
      SecretBytes key = ((SecretBundle) resource).data().getOrDefault("tls.key", SecretBytes.EMPTY);
      Resource half =
          withData(
              good.read(resource.key()).orElseThrow().resource(), data -> data.put("tls.key", key));
      String between = good.update(half, version);
      dawdle();
      return good.update(resource, between);
    }
  }

  private static List<Wrong> versions() {
    return List.of(
        new Wrong(
            "counts each key from one again after a deletion",
            "aVersionNeverComesBack",
            Counting::new),
        new Wrong("makes the version from the content", "aVersionNeverComesBack", Hashing::new),
        new Wrong(
            "returns another version than it keeps",
            "whatIsReadIsWhatWasWritten",
            () ->
                new PassingStore() {
                  @Override
                  public String create(Resource resource) {
                    return good.create(resource) + "0";
                  }
                }));
  }

  /** Gives versions of its own. */
  private abstract static class OwnVersions extends PassingStore {
    private final Map<ResourceKey, String> shown = new ConcurrentHashMap<>();

    abstract String next(Resource resource);

    abstract void deleted(ResourceKey key);

    @Override
    public Optional<Versioned<Resource>> read(ResourceKey key) {
      return good.read(key)
          .map(read -> new Versioned<>(read.resource(), shown.getOrDefault(key, "")));
    }

    @Override
    public String create(Resource resource) {
      String created = good.create(resource);
      return show(resource, created);
    }

    @Override
    public String update(Resource resource, String version) {
      return show(resource, good.update(resource, real(resource.key(), version)));
    }

    private String show(Resource resource, String real) {
      String version = real.isEmpty() ? "" : next(resource);
      shown.put(resource.key(), version);
      return version;
    }

    private String real(ResourceKey key, String version) {
      Optional<Versioned<Resource>> read = good.read(key);
      boolean same = version.equals(shown.get(key));
      return same ? read.map(Versioned::version).orElse("gone") : "wrong";
    }

    @Override
    public void delete(ResourceKey key, String version) {
      good.delete(key, real(key, version));
      shown.remove(key);
      deleted(key);
    }
  }

  private static final class Counting extends OwnVersions {
    private final Map<ResourceKey, Integer> counts = new ConcurrentHashMap<>();

    @Override
    String next(Resource resource) {
      return "" + counts.merge(resource.key(), 1, Integer::sum);
    }

    @Override
    void deleted(ResourceKey key) {
      counts.remove(key);
    }
  }

  private static final class Hashing extends OwnVersions {
    @Override
    String next(Resource resource) {
      return "h" + resource.hashCode();
    }

    @Override
    void deleted(ResourceKey key) {}
  }

  private static List<Wrong> lists() {
    return List.of(
        new Wrong(
            "lists in reverse",
            "allOfATypeAreListedInOrder",
            () ->
                new PassingStore() {
                  @Override
                  public List<ResourceName> list(ResourceType type) {
                    List<ResourceName> names = new ArrayList<>(good.list(type));
                    Collections.reverse(names);
                    return names;
                  }
                }),
        new Wrong(
            "takes the namespace for a prefix",
            "aNamespaceAndAPrefixNarrowTheList",
            () ->
                new PassingStore() {
                  @Override
                  public List<ResourceName> list(ResourceType type, String ns, String prefix) {
                    return good.list(type).stream()
                        .filter(n -> n.namespace().startsWith(ns) && n.name().startsWith(prefix))
                        .toList();
                  }
                }),
        new Wrong(
            "takes the prefix for a whole name",
            "aNamespaceAndAPrefixNarrowTheList",
            () ->
                new PassingStore() {
                  @Override
                  public List<ResourceName> list(ResourceType type, String ns, String prefix) {
                    return good.list(type, ns, prefix).stream()
                        .filter(n -> prefix.isEmpty() || n.name().equals(prefix))
                        .toList();
                  }
                }),
        new Wrong(
            "lists no cluster-scoped ones",
            "clusterScopedOnesHaveAnEmptyNamespace",
            () ->
                new PassingStore() {
                  @Override
                  public List<ResourceName> list(ResourceType type, String ns, String prefix) {
                    return ns.isEmpty() ? List.of() : good.list(type, ns, prefix);
                  }
                }),
        new Wrong("lists what is deleted", "whatIsDeletedIsListedNoMore", Remembering::new),
        new Wrong("keeps types for ever", "theTypesAreThoseOfWhichOneIsKept", Remembering::new),
        new Wrong("returns a list that changes", "aListStaysAsItWasReturned", Live::new),
        new Wrong(
            "complains for nothing",
            "aHealthyStoreHasNoProblems",
            () ->
                new PassingStore() {
                  @Override
                  public List<String> problems() {
                    return List.of("it rains");
                  }
                }));
  }

  private static final class Remembering extends PassingStore {
    private final List<ResourceKey> created = Collections.synchronizedList(new ArrayList<>());

    @Override
    public String create(Resource resource) {
      String version = good.create(resource);
      created.add(resource.key());
      return version;
    }

    @Override
    public List<ResourceName> list(ResourceType type) {
      return created.stream()
          .filter(k -> k.type().equals(type))
          .map(ResourceKey::name)
          .distinct()
          .sorted()
          .toList();
    }

    @Override
    public List<ResourceType> types() {
      return created.stream().map(ResourceKey::type).distinct().sorted().toList();
    }
  }

  private static final class Live extends PassingStore {
    private final List<ResourceName> listed = new ArrayList<>();

    @Override
    public List<ResourceName> list(ResourceType type) {
      listed.clear();
      listed.addAll(good.list(type));
      return listed;
    }

    @Override
    public void delete(ResourceKey key, String version) {
      good.delete(key, version);
      listed.remove(key.name());
    }
  }

  private static List<Wrong> watchers() {
    String told = "watchersAreToldOfEveryChangeOnceItCanBeRead";
    return List.of(
        new Wrong("tells nobody", told, () -> new OwnWatchers(OwnWatchers.Fault.SILENT)),
        new Wrong("tells before it writes", told, () -> new OwnWatchers(OwnWatchers.Fault.EARLY)),
        new Wrong(
            "tells of no deletion", told, () -> new OwnWatchers(OwnWatchers.Fault.NO_DELETES)),
        new Wrong(
            "tells on a thread of its own",
            "watchersAreCalledOnTheThreadThatWrites",
            () -> new OwnWatchers(OwnWatchers.Fault.OTHER_THREAD)),
        new Wrong(
            "tells after the registration was closed",
            "aClosedRegistrationIsToldNothing",
            () -> new OwnWatchers(OwnWatchers.Fault.FOR_EVER)),
        new Wrong(
            "takes back all registrations of a watcher",
            "oneConsumerMayWatchTwice",
            () -> new OwnWatchers(OwnWatchers.Fault.ALL_OF_ONE)),
        new Wrong(
            "lets a watcher's failure through",
            "aFailingWatcherHurtsNeitherTheWriteNorTheOthers",
            () -> new OwnWatchers(OwnWatchers.Fault.FAILS)));
  }

  private static final class OwnWatchers extends PassingStore {
    enum Fault {
      SILENT,
      EARLY,
      NO_DELETES,
      OTHER_THREAD,
      FOR_EVER,
      ALL_OF_ONE,
      FAILS
    }

    private final Fault fault;
    private final List<Consumer<ResourceKey>> watchers = new ArrayList<>();

    OwnWatchers(Fault fault) {
      this.fault = fault;
    }

    @Override
    public Registration watch(Consumer<ResourceKey> watcher) {
      watchers.add(watcher);
      return () -> {
        if (fault == Fault.ALL_OF_ONE) {
          watchers.removeIf(w -> true);
        } else if (fault != Fault.FOR_EVER) {
          watchers.remove(watcher);
        }
      };
    }

    private <T> T tell(ResourceKey key, Supplier<T> write) {
      if (fault == Fault.EARLY) {
        tellAll(key);
        return write.get();
      }
      T result = write.get();
      if (fault == Fault.OTHER_THREAD) {
        CompletableFuture.runAsync(() -> tellAll(key)).join();
      } else if (fault != Fault.SILENT) {
        tellAll(key);
      }
      return result;
    }

    private void tellAll(ResourceKey key) {
      for (Consumer<ResourceKey> watcher : List.copyOf(watchers)) {
        try {
          watcher.accept(key);
        } catch (RuntimeException e) {
          if (fault == Fault.FAILS) {
            throw e;
          }
        }
      }
    }

    @Override
    public String create(Resource resource) {
      return tell(resource.key(), () -> good.create(resource));
    }

    @Override
    public String update(Resource resource, String version) {
      return tell(resource.key(), () -> good.update(resource, version));
    }

    @Override
    public void delete(ResourceKey key, String version) {
      if (fault == Fault.NO_DELETES) {
        good.delete(key, version);
      } else {
        tell(
            key,
            () -> {
              good.delete(key, version);
              return key;
            });
      }
    }
  }

  private static List<Wrong> closing() {
    return List.of(
        new Wrong(
            "works after closing",
            "laterCallsThrow",
            () ->
                new PassingStore() {
                  @Override
                  public void close() {}
                }),
        new Wrong(
            "cannot be closed twice",
            "closingTwiceIsHarmless",
            () ->
                new PassingStore() {
                  private final AtomicInteger closed = new AtomicInteger();

                  @Override
                  public void close() {
                    good.close();
                    if (closed.incrementAndGet() == 2) {
                      throw new StoreException("closed", null);
                    }
                  }
                }));
  }
}
