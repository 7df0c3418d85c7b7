package dev.perennial.core;

import dev.perennial.model.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which resources look at which others, so that a change of one has the others looked at. Safe for
 * use by several threads.
 */
final class Dependents {
  private final Map<ResourceKey, Set<ResourceKey>> watched = new HashMap<>();
  private final Map<ResourceKey, Set<ResourceKey>> dependents = new HashMap<>();

  /** Sets what a resource looks at; replaces what was set before. */
  synchronized void set(ResourceKey dependent, Set<ResourceKey> looksAt) {
    Set<ResourceKey> before = watched.getOrDefault(dependent, Set.of());
    if (before.equals(looksAt)) {
      return;
    }
    before.forEach(key -> forget(key, dependent));
    if (looksAt.isEmpty()) {
      watched.remove(dependent);
      return;
    }
    watched.put(dependent, Set.copyOf(looksAt));
    looksAt.forEach(
        key -> {
          Set<ResourceKey> old = dependents.getOrDefault(key, Set.of());
          if (old.isEmpty()) {
            dependents.put(key, Set.of(dependent));
          } else {
            Set<ResourceKey> more = new HashSet<>(old);
            more.add(dependent);
            dependents.put(key, more);
          }
        });
  }

  /** Returns what looks at a resource. */
  synchronized List<ResourceKey> of(ResourceKey key) {
    return List.copyOf(dependents.getOrDefault(key, Set.of()));
  }

  private void forget(ResourceKey key, ResourceKey dependent) {
    Set<ResourceKey> old = dependents.getOrDefault(key, Set.of());
    if (old.size() <= 1) {
      dependents.remove(key);
    } else {
      Set<ResourceKey> fewer = new HashSet<>(old);
      fewer.remove(dependent);
      dependents.put(key, fewer);
    }
  }
}
