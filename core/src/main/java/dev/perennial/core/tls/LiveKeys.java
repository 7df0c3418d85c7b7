package dev.perennial.core.tls;

import dev.perennial.model.ResourceName;
import java.util.Map;
import java.util.Optional;

/**
 * What is served now, in one field, and what each alias stands for. Readers take no lock; one
 * thread at a time publishes.
 */
final class LiveKeys {
  private final Aliases aliases = new Aliases();
  private volatile Snapshot snapshot = Snapshot.empty();

  Snapshot snapshot() {
    return snapshot;
  }

  Aliases aliases() {
    return aliases;
  }

  /** Publishes the next generation: new aliases answer before anybody can be given them. */
  void publish(Map<ResourceName, Optional<ServedKey>> changes) {
    Snapshot before = snapshot;
    changes.values().forEach(next -> next.ifPresent(aliases::serve));
    snapshot = before.with(changes);
    for (ResourceName secret : changes.keySet()) {
      ServedKey old = before.of(secret);
      if (old != null) {
        aliases.retire(old);
      }
    }
  }
}
