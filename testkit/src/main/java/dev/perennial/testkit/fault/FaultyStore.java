package dev.perennial.testkit.fault;

import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store in which chosen operations go wrong. Operations are numbered from 1 as they come: reads
 * ({@link #read}, {@link #list(ResourceType)}, {@link #types}) and writes ({@link #create}, {@link
 * #update}, {@link #delete}) alike, or writes alone.
 *
 * <pre>{@code
 * FaultyStore store = FaultyStore.around(new InMemoryStore());
 * store.atWrite(3, Fault.CRASH, Moment.AFTER_IT);
 * }</pre>
 *
 * <p>After a crash every operation crashes until {@link #restart}. Safe for use by several threads.
 */
public final class FaultyStore implements ResourceStore {
  /** What goes wrong. */
  public enum Fault {
    /** The operation throws {@link StoreException}. */
    FAIL,
    /** The operation throws {@link VersionConflictException}; a read just fails. */
    CONFLICT,
    /** The operation and all later ones throw {@link SimulatedCrash}. */
    CRASH
  }

  /** When it goes wrong. */
  public enum Moment {
    /** The operation does not take place. */
    BEFORE_IT,
    /** The operation takes place, but its caller does not learn of it. */
    AFTER_IT
  }

  private record Plan(Fault fault, Moment moment) {}

  private final ResourceStore store;
  private final Map<Integer, Plan> atOperation = new ConcurrentHashMap<>();
  private final Map<Integer, Plan> atWrite = new ConcurrentHashMap<>();
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private volatile boolean crashed;

  private FaultyStore(ResourceStore store) {
    this.store = store;
  }

  /** Returns a store that passes everything on until it is told otherwise. */
  public static FaultyStore around(ResourceStore store) {
    return new FaultyStore(store);
  }

  /** Plans a fault at the n-th operation from the first, reads counted. */
  public void atOperation(int n, Fault fault, Moment moment) {
    atOperation.put(n, new Plan(fault, moment));
  }

  /** Plans a fault at the n-th write from the first. */
  public void atWrite(int n, Fault fault, Moment moment) {
    atWrite.put(n, new Plan(fault, moment));
  }

  /** Returns how many operations there were. */
  public int operations() {
    return operations.get();
  }

  /** Returns how many writes there were, those that went wrong included. */
  public int writes() {
    return writes.get();
  }

  /** Takes back all plans. */
  public void heal() {
    atOperation.clear();
    atWrite.clear();
  }

  /** Lets operations through again after a crash; what was stored is as it was. */
  public void restart() {
    crashed = false;
  }

  private <T> T reading(String what, Supplier<T> operation) {
    return carryOut(next(false), what, Optional.empty(), operation);
  }

  private <T> T writing(String what, ResourceKey key, Supplier<T> operation) {
    return carryOut(next(true), what + " " + key, Optional.of(key), operation);
  }

  private Optional<Plan> next(boolean write) {
    Optional<Plan> plan = Optional.ofNullable(atOperation.get(operations.incrementAndGet()));
    Optional<Plan> writePlan =
        write ? Optional.ofNullable(atWrite.get(writes.incrementAndGet())) : Optional.empty();
    return plan.or(() -> writePlan);
  }

  private <T> T carryOut(
      Optional<Plan> plan, String what, Optional<ResourceKey> written, Supplier<T> operation) {
    if (crashed) {
      throw new SimulatedCrash(what + ", after the crash");
    }
    if (plan.isPresent() && plan.get().moment() == Moment.BEFORE_IT) {
      throw fault(plan.get().fault(), what, written);
    }
    T result = operation.get();
    if (plan.isPresent()) {
      throw fault(plan.get().fault(), what, written);
    }
    return result;
  }

  private RuntimeException fault(Fault fault, String what, Optional<ResourceKey> written) {
    if (fault == Fault.CRASH) {
      crashed = true;
      throw new SimulatedCrash(what);
    }
    if (fault == Fault.CONFLICT && written.isPresent()) {
      return new VersionConflictException(written.get(), "injected conflict");
    }
    return new StoreException(what + ": injected fault; nothing was written", null);
  }

  @Override
  public Optional<Versioned<Resource>> read(ResourceKey key) {
    return reading("read " + key, () -> store.read(key));
  }

  @Override
  public List<ResourceName> list(ResourceType type) {
    return reading("list " + type, () -> store.list(type));
  }

  @Override
  public List<ResourceName> list(ResourceType type, String namespace, String prefix) {
    return reading("list " + type, () -> store.list(type, namespace, prefix));
  }

  @Override
  public List<ResourceType> types() {
    return reading("types", store::types);
  }

  @Override
  public String create(Resource resource) {
    return writing("create", resource.key(), () -> store.create(resource));
  }

  @Override
  public String update(Resource resource, String version) {
    return writing("update", resource.key(), () -> store.update(resource, version));
  }

  @Override
  public void delete(ResourceKey key, String version) {
    ResourceKey deleted =
        writing(
            "delete",
            key,
            () -> {
              store.delete(key, version);
              return key;
            });
    assert deleted.equals(key);
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
