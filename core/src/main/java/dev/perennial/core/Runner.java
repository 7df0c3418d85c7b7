package dev.perennial.core;

import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due from the queue and drives it: the only place where deciding and doing meet.
 * Steps of one resource never overlap. Safe for use by several threads.
 */
final class Runner {
  private static final System.Logger LOG = System.getLogger(Runner.class.getName());

  /** How long an executor may take to begin a task before it is handed another. */
  private static final Duration TASK_PATIENCE = Duration.ofMinutes(10);

  /** A clock that goes back by more than this was wrong before. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  private final World world;
  private final IssuerProviders providers;
  private final IssuerRunner issuers;
  private final RequestRunner requests;
  private final Dependents dependents = new Dependents();
  private final ViewReader views;
  private final CertificateDriver certificates;
  private final RequestDriver looseRequests;
  private final Orphans orphans;
  private final DueQueue queue = new DueQueue();
  private final Faults faults = new Faults();
  private final Executor executor;
  private final int budget;
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final Set<ResourceKey> driven = ConcurrentHashMap.newKeySet();
  private final Set<ResourceKey> started = ConcurrentHashMap.newKeySet();
  private final Set<ResourceKey> again = ConcurrentHashMap.newKeySet();
  private final List<Runnable> earlier = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  /** Which resource this thread drives: two managers in one JVM must not see each other's. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable ResourceKey> driving = new ThreadLocal<>();

  private volatile long lastMillis = Long.MIN_VALUE + CLOCK_STEP.toMillis();
  private ResourceStore.@Nullable Registration watch;

  Runner(World world, IssuerProviders providers, CertificateManager.Builder builder) {
    this.world = world;
    this.providers = providers;
    this.issuers = new IssuerRunner(world, providers, builder);
    this.requests = new RequestRunner(world, issuers, builder.approval);
    this.views = new ViewReader(world, issuers, dependents, builder.settings);
    this.certificates = new CertificateDriver(world, views, requests, builder.settings);
    this.looseRequests = new RequestDriver(world, issuers, requests, builder.settings);
    this.orphans = new Orphans(world);
    this.executor = builder.executor;
    this.budget = builder.budget;
  }

  /** Queues all that the store holds; issuers come first. */
  void start() {
    problems.addAll(providers.problems());
    watch = world.store().watch(this::changed);
    for (ResourceType type : world.store().types()) {
      boolean isDriven = !type.equals(ResourceType.SECRET);
      if (isDriven) {
        for (ResourceName name : world.store().list(type)) {
          seed(new ResourceKey(type, name));
        }
      }
    }
  }

  private void seed(ResourceKey key) {
    boolean first = isIssuer(key.type());
    if (key.type().equals(ResourceType.CERTIFICATE)) {
      try {
        world
            .certificate(key.name())
            .ifPresent(c -> dependents.set(key, ViewReader.looksAt(c.resource())));
      } catch (RuntimeException e) {
        problems.add(key + " could not be read: " + e.getMessage());
      }
    }
    queue.add(key, first ? Instant.MIN : Instant.EPOCH);
  }

  Instant tick() {
    long millis = world.clock().millis();
    if (millis < lastMillis - CLOCK_STEP.toMillis()) {
      queue.pullForward(world.now()); // what was planned by a clock that was ahead
    }
    lastMillis = millis;
    if (queue.isIdleAt(millis) || !ticking.compareAndSet(false, true)) {
      return queue.head();
    }
    try {
      for (int left = budget; left > 0; left--) {
        ResourceKey key = queue.poll(world.now());
        if (key == null) {
          break;
        }
        dispatch(key);
      }
    } finally {
      ticking.set(false);
    }
    return queue.head();
  }

  private void dispatch(ResourceKey key) {
    boolean waits = !driven.add(key) && started.contains(key);
    if (waits) {
      again.add(key);
      return;
    }
    // Where the executor loses the task, the resource comes up again.
    queue.add(key, world.now().plus(TASK_PATIENCE));
    try {
      executor.execute(() -> driveAndRelease(key));
    } catch (RejectedExecutionException e) {
      release(key, "ExecutorRefused", "the host's executor takes no more work");
    } catch (RuntimeException | Error e) {
      release(key, "ExecutorFailed", "the host's executor failed: " + e);
    }
  }

  private void release(ResourceKey key, String reason, String message) {
    driven.remove(key);
    queue.remove(key);
    schedule(key, faults.retryAt(key, world.now()));
    world.tell(true, key, reason, message);
  }

  private void driveAndRelease(ResourceKey key) {
    if (!started.add(key)) {
      again.add(key); // a task that was given up for lost, and came all the same
      return;
    }
    queue.remove(key);
    Optional<Instant> until = Optional.empty();
    driving.set(key);
    try {
      until = drive(key);
      faults.forget(key);
    } catch (VersionConflictException e) {
      until = Optional.of(faults.afterConflict(key, world.now()));
      if (until.get().isAfter(world.now())) {
        tellFault(key, until.get(), e);
      }
    } catch (RuntimeException | Error e) {
      // An Error of a plug-in, a missing class say, must not cost the resource its place.
      until = Optional.of(faults.retryAt(key, world.now()));
      tellFault(key, until.get(), e);
    } finally {
      driving.remove();
      started.remove(key);
      driven.remove(key);
      until.ifPresent(t -> schedule(key, t));
      if (again.remove(key)) {
        schedule(key, world.now());
      }
    }
  }

  private void tellFault(ResourceKey key, Instant again, Throwable fault) {
    String message = "a step failed and is tried again at " + again + ": " + fault;
    if (!(fault instanceof VersionConflictException)) {
      LOG.log(System.Logger.Level.WARNING, key + ": a step failed", fault);
    }
    faults.remember(key, message);
    world.tell(true, key, "StepFailed", message);
  }

  private Optional<Instant> drive(ResourceKey key) {
    if (key.type().equals(ResourceType.CERTIFICATE)) {
      return driveCertificate(key);
    }
    if (key.type().equals(ResourceType.CERTIFICATE_REQUEST)) {
      return driveRequest(key);
    }
    if (isIssuer(key.type())) {
      IssuerRunner.Driven result = issuers.drive(key);
      dependents.set(key, result.looksAt());
      return result.until();
    }
    return Optional.empty();
  }

  private Optional<Instant> driveCertificate(ResourceKey key) {
    Optional<Versioned<Certificate>> certificate = world.certificate(key.name());
    dependents.set(key, certificate.map(c -> ViewReader.looksAt(c.resource())).orElse(Set.of()));
    if (certificate.isEmpty()) {
      certificates.forget(key);
      orphans.collect(key.name());
      return Optional.empty();
    }
    Optional<Instant> until = certificates.drive(key.name());
    world
        .certificate(key.name())
        .ifPresent(c -> dependents.set(key, ViewReader.looksAt(c.resource())));
    return until;
  }

  private Optional<Instant> driveRequest(ResourceKey key) {
    RequestDriver.Driven result = looseRequests.drive(key.name());
    result
        .owner()
        .ifPresent(
            owner -> {
              orphans.collect(key, owner);
              schedule(ResourceKey.certificate(owner), world.now());
            });
    dependents.set(key, result.looksAt());
    return result.until();
  }

  /** Takes word that a resource changed: it, and all that look at it, are looked at. */
  private void changed(ResourceKey key) {
    ResourceKey self = driving.get();
    Instant now = world.now();
    boolean own = self != null && isOwnAffair(self, key);
    if (!key.type().equals(ResourceType.SECRET) && !own) {
      schedule(key, isIssuer(key.type()) ? Instant.MIN : now);
    }
    if (key.type().equals(ResourceType.CERTIFICATE_REQUEST) && !own) {
      RequestFacts.certificateOf(key.name())
          .ifPresent(c -> schedule(ResourceKey.certificate(c), now));
    }
    for (ResourceKey dependent : dependents.of(key)) {
      if (!dependent.equals(self)) {
        schedule(dependent, isIssuer(dependent.type()) ? Instant.MIN : now);
      }
    }
  }

  /** What a resource writes of itself and its requests it looks at again anyway. */
  private static boolean isOwnAffair(ResourceKey self, ResourceKey key) {
    return key.equals(self)
        || (self.type().equals(ResourceType.CERTIFICATE)
            && key.type().equals(ResourceType.CERTIFICATE_REQUEST));
  }

  private void schedule(ResourceKey key, Instant due) {
    if (driven.contains(key) && !key.equals(driving.get())) {
      again.add(key);
      if (driven.contains(key)) {
        return;
      }
      again.remove(key);
    }
    if (queue.add(key, due)) {
      earlier.forEach(Runner::runGuarded);
    }
  }

  /** What a callback of the host throws is its own affair. */
  private static void runGuarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.WARNING, "a callback of onEarlier failed", e);
    }
  }

  Instant nextDue() {
    return queue.head();
  }

  void onEarlier(Runnable callback) {
    earlier.add(callback);
  }

  RequestRunner requests() {
    return requests;
  }

  Explainer explainer() {
    return new Explainer(world, views, faults);
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    all.addAll(world.store().problems());
    return List.copyOf(all);
  }

  void close() {
    if (watch != null) {
      watch.close();
    }
    issuers.close();
  }

  private static boolean isIssuer(ResourceType type) {
    return !type.equals(ResourceType.CERTIFICATE)
        && !type.equals(ResourceType.CERTIFICATE_REQUEST)
        && !type.equals(ResourceType.SECRET);
  }
}
