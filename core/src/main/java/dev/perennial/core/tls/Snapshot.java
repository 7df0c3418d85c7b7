package dev.perennial.core.tls;

import dev.perennial.model.ResourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that is served at one moment, by secret and by name. Immutable. */
final class Snapshot {
  private final long generation;
  private final ShardedMap<ResourceName, ServedKey> bySecret;
  private final ShardedMap<String, List<ServedKey>> byName;

  private Snapshot(
      long generation,
      ShardedMap<ResourceName, ServedKey> bySecret,
      ShardedMap<String, List<ServedKey>> byName) {
    this.generation = generation;
    this.bySecret = bySecret;
    this.byName = byName;
  }

  static Snapshot empty() {
    return new Snapshot(0, ShardedMap.empty(), ShardedMap.empty());
  }

  long generation() {
    return generation;
  }

  int size() {
    return bySecret.size();
  }

  @Nullable ServedKey of(ResourceName secret) {
    return bySecret.get(secret);
  }

  /**
   * Returns the key to serve: of those for the exact name; when there are none, of those for the
   * wildcard that covers it; when there are none either or no name was asked for, that of the
   * default secret. The places are not mixed: when the first that has any key has none of this
   * type, there is no answer, and JSSE asks for the next type that the peer takes.
   */
  @Nullable ServedKey choose(
      @Nullable String name, String keyType, @Nullable ResourceName defaultSecret) {
    List<ServedKey> keys = name == null ? null : named(name);
    if (keys == null) {
      ServedKey fallback = defaultSecret == null ? null : bySecret.get(defaultSecret);
      return fallback != null && fallback.keyType().equals(keyType) ? fallback : null;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).keyType().equals(keyType)) {
        return keys.get(i);
      }
    }
    return null;
  }

  private @Nullable List<ServedKey> named(String name) {
    List<ServedKey> exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    String wildcard = ServerNames.wildcardOf(name);
    return wildcard == null ? null : byName.get(wildcard);
  }

  /**
   * Returns the next generation: each secret of {@code changes} has its key, or none when empty.
   */
  Snapshot with(Map<ResourceName, Optional<ServedKey>> changes) {
    Map<String, Optional<List<ServedKey>>> names = new HashMap<>();
    changes.forEach(
        (secret, next) -> {
          ServedKey before = bySecret.get(secret);
          Set<String> touched = new LinkedHashSet<>();
          touched.addAll(before == null ? Set.of() : before.names());
          touched.addAll(next.isEmpty() ? Set.of() : next.get().names());
          for (String name : touched) {
            List<ServedKey> now = names.getOrDefault(name, keysOf(name)).orElse(List.of());
            names.put(name, replaced(now, before, next.filter(k -> k.names().contains(name))));
          }
        });
    return new Snapshot(generation + 1, bySecret.with(changes), byName.with(names));
  }

  private Optional<List<ServedKey>> keysOf(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static Optional<List<ServedKey>> replaced(
      List<ServedKey> keys, @Nullable ServedKey before, Optional<ServedKey> next) {
    List<ServedKey> changed = new ArrayList<>(keys);
    changed.removeIf(key -> key == before);
    next.ifPresent(changed::add);
    changed.sort(ServedKey.PREFERENCE);
    return changed.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(changed));
  }
}
