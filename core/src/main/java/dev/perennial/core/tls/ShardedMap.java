package dev.perennial.core.tls;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map whose changed copies share what did not change: a change copies the shards it touches,
 * about a 256th of the map each. So one renewal among 100,000 certificates does not copy 100,000
 * entries. Immutable.
 */
final class ShardedMap<K, V> {
  private static final int SHARDS = 256;

  private final Map<K, V>[] shards;

  private ShardedMap(Map<K, V>[] shards) {
    this.shards = shards;
  }

  static <K, V> ShardedMap<K, V> empty() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Map<K, V>[] shards = new Map[SHARDS];
    Arrays.fill(shards, Map.of());
    return new ShardedMap<>(shards);
  }

  @Nullable V get(K key) {
    return shards[shardOf(key)].get(key);
  }

  /** Returns a copy in which each key of {@code changes} has its value, or is gone when empty. */
  ShardedMap<K, V> with(Map<K, Optional<V>> changes) {
    Map<Integer, Map<K, V>> touched = new HashMap<>();
    changes.forEach(
        (key, value) -> {
          Map<K, V> shard =
              touched.computeIfAbsent(shardOf(key), index -> new HashMap<>(shards[index]));
          value.ifPresentOrElse(v -> shard.put(key, v), () -> shard.remove(key));
        });
    Map<K, V>[] copy = shards.clone();
    touched.forEach((index, shard) -> copy[index] = Map.copyOf(shard));
    return new ShardedMap<>(copy);
  }

  int size() {
    int size = 0;
    for (Map<K, V> shard : shards) {
      size += shard.size();
    }
    return size;
  }

  private static int shardOf(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash >>> 24;
  }
}
