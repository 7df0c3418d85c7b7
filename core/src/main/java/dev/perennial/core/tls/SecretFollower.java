package dev.perennial.core.tls;

import dev.perennial.model.Reasons;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.LifecycleEvent.Level;
import dev.perennial.spi.LifecycleListener;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads the selected secrets again whenever the store says that they changed, and hands what passed
 * the check to {@link LiveKeys}. What did not pass leaves in place what was served before.
 *
 * <p>Safe for use by several threads: whoever comes while another reads leaves its work to that one
 * and does not wait.
 */
final class SecretFollower {
  private final ResourceStore store;
  private final SecretSelection selection;
  private final InstantSource clock;
  private final LifecycleListener listener;
  private final LiveKeys keys;
  private final BundleCheck check = BundleCheck.ofBundles();

  private final Set<ResourceName> changed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<ResourceName, Problem> problems = new ConcurrentHashMap<>();

  SecretFollower(
      ResourceStore store,
      SecretSelection selection,
      InstantSource clock,
      LifecycleListener listener,
      LiveKeys keys) {
    this.store = store;
    this.selection = selection;
    this.clock = clock;
    this.listener = listener;
    this.keys = keys;
  }

  /** What keeps a secret from being served as the store has it. */
  private record Problem(String reason, String message) {}

  /** What one round of reading found: changes to publish at once, and what to tell after that. */
  private record Round(
      Instant now,
      long generation,
      Map<ResourceName, Optional<ServedKey>> changes,
      List<LifecycleEvent> events) {}

  /** Notes a change; returns whether it matters here. */
  boolean note(ResourceKey key) {
    return key.type().equals(ResourceType.SECRET)
        && selection.mayHold(key.name())
        && changed.add(key.name());
  }

  /** Notes all secrets that may be selected. */
  void noteAll() {
    changed.addAll(selection.candidates(store));
  }

  List<String> problems() {
    List<String> texts = new ArrayList<>();
    new TreeMap<>(problems)
        .forEach((secret, problem) -> texts.add("Secret " + secret + ": " + problem.message()));
    return List.copyOf(texts);
  }

  /** Reads all that is noted, unless another thread is at it: then that one goes on. */
  void readNoted() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    try {
      while (seen != 0) {
        readOnce();
        seen = calls.addAndGet(-seen);
      }
    } finally {
      if (seen != 0) {
        calls.set(0);
      }
    }
  }

  private void readOnce() {
    Snapshot before = keys.snapshot();
    Round round =
        new Round(
            clock.instant(), before.generation() + 1, new LinkedHashMap<>(), new ArrayList<>());
    for (ResourceName secret : List.copyOf(changed)) {
      changed.remove(secret);
      read(secret, Optional.ofNullable(before.of(secret)), round);
    }
    if (!round.changes().isEmpty()) {
      keys.publish(round.changes());
    }
    round.events().forEach(this::tell);
  }

  private void read(ResourceName secret, Optional<ServedKey> served, Round round) {
    try {
      Optional<SecretBundle> found =
          store
              .read(ResourceKey.secret(secret))
              .map(versioned -> (SecretBundle) versioned.resource())
              .filter(selection::holds);
      if (found.isPresent()) {
        take(found.get(), served, round);
      } else if (selection.names(secret)) {
        problem(secret, new Problem(Reasons.DOES_NOT_EXIST, "does not exist"), served, round);
      } else {
        withdraw(secret, served, round);
      }
    } catch (StoreException e) {
      changed.add(secret);
      String message = "could not be read: " + e.getMessage();
      problem(secret, new Problem(LiveKeyManager.STORE_FAILED, message), served, round);
    } catch (RefusedBundleException e) {
      problem(secret, new Problem(e.reason(), e.text()), served, round);
    } catch (RuntimeException e) {
      Problem problem = new Problem(Reasons.INVALID_CERTIFICATE, "could not be checked: " + e);
      problem(secret, problem, served, round);
    }
  }

  private void take(SecretBundle secret, Optional<ServedKey> served, Round round)
      throws RefusedBundleException {
    ResourceName name = secret.meta().resourceName();
    Fingerprint fingerprint = Fingerprint.of(secret);
    if (served.isEmpty() || !served.get().fingerprint().equals(fingerprint)) {
      ServedKey key = check.check(secret, round.generation(), round.now());
      round.changes().put(name, Optional.of(key));
      round.events().add(served(key, round));
    }
    problems.remove(name);
  }

  private void withdraw(ResourceName secret, Optional<ServedKey> served, Round round) {
    problems.remove(secret);
    if (served.isPresent()) {
      round.changes().put(secret, Optional.empty());
      String message = "The secret is gone or no longer selected; it is not served any more";
      add(round, Level.NORMAL, secret, LiveKeyManager.WITHDRAWN, message);
    }
  }

  private void problem(
      ResourceName secret, Problem problem, Optional<ServedKey> served, Round round) {
    if (!problem.equals(problems.put(secret, problem))) {
      String rest =
          served
              .map(key -> "; the one valid until " + key.notAfter() + " goes on being served")
              .orElse("; nothing is served from this secret");
      add(round, Level.WARNING, secret, problem.reason(), problem.message() + rest);
    }
  }

  private static LifecycleEvent served(ServedKey key, Round round) {
    String message =
        "Serving serial "
            + key.leaf().getSerialNumber().toString(16)
            + ", valid until "
            + key.notAfter()
            + ", generation "
            + round.generation();
    ResourceKey secret = ResourceKey.secret(key.secret());
    return new LifecycleEvent(round.now(), Level.NORMAL, secret, LiveKeyManager.SERVING, message);
  }

  private static void add(
      Round round, Level level, ResourceName secret, String reason, String message) {
    ResourceKey key = ResourceKey.secret(secret);
    round.events().add(new LifecycleEvent(round.now(), level, key, reason, message));
  }

  /** What a listener throws is dropped. */
  private void tell(LifecycleEvent event) {
    try {
      listener.onEvent(event);
    } catch (RuntimeException dropped) {
      // LifecycleListener's contract.
    }
  }
}
