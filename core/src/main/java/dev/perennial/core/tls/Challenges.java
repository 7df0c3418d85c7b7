package dev.perennial.core.tls;

import dev.perennial.core.tls.ServedKey.Material;
import dev.perennial.model.ResourceKey;
import dev.perennial.spi.LifecycleListener;
import dev.perennial.spi.ResourceStore;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of TLS-ALPN-01 challenges that stand in the store, by server name, kept apart
 * from those of ordinary clients. Safe for use by several threads; a handshake takes no lock.
 */
final class Challenges {
  private final LiveKeys keys = new LiveKeys();
  private final SecretFollower follower;

  Challenges(ResourceStore store, InstantSource clock) {
    this.follower =
        new SecretFollower(
            store,
            SecretSelection.ofChallenges(),
            clock,
            LifecycleListener.none(),
            keys,
            BundleCheck.ofChallenges());
  }

  /** Notes a change; returns whether it matters here. */
  boolean note(ResourceKey key) {
    return follower.note(key);
  }

  void readNoted() {
    follower.readNoted();
  }

  void refresh() {
    follower.noteAll();
    follower.readNoted();
  }

  List<String> problems() {
    return follower.problems();
  }

  /** Returns the alias of the challenge of a name, or null when it has none of this key type. */
  @Nullable String alias(@Nullable String name, String keyType) {
    ServedKey key = name == null ? null : keys.snapshot().choose(name, keyType, null);
    return key == null ? null : key.alias();
  }

  @Nullable Material materialOf(String alias) {
    return keys.aliases().materialOf(alias);
  }
}
