package dev.perennial.core.tls;

import dev.perennial.core.tls.ServedKey.Material;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.StoreException;
import dev.perennial.spi.TlsAlpn01Solver;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of TLS-ALPN-01 challenges, kept apart from those of ordinary clients. Each
 * validation reads the store: there are few of them, and one that comes to this node an instant
 * after another node stored the certificate must see it. Safe for use by several threads; takes no
 * lock.
 */
final class Challenges {
  /** The host names that can be the name of a secret. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private final ResourceStore store;
  private final InstantSource clock;
  private final Aliases aliases = new Aliases();
  private final AtomicLong generation = new AtomicLong();

  Challenges(ResourceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Returns the alias of the challenge of a name, or null when it has none of this key type. */
  @Nullable String alias(@Nullable String name, String keyType) {
    if (name == null || !NAME.matcher(name).matches()) {
      return null;
    }
    Optional<ServedKey> key = read(name).filter(k -> k.keyType().equals(keyType));
    key.ifPresent(aliases::lend);
    return key.map(ServedKey::alias).orElse(null);
  }

  @Nullable Material materialOf(String alias) {
    return aliases.materialOf(alias);
  }

  /** What cannot be read or is damaged is not shown: the self-check of the issuer tells of it. */
  private Optional<ServedKey> read(String name) {
    try {
      Optional<SecretBundle> secret =
          store
              .read(ResourceKey.secret(new ResourceName(TlsAlpn01Solver.NAMESPACE, name)))
              .map(found -> (SecretBundle) found.resource());
      return secret.isEmpty()
          ? Optional.empty()
          : Optional.of(
              BundleCheck.ofChallenges()
                  .check(secret.get(), generation.incrementAndGet(), clock.instant()));
    } catch (StoreException | RefusedBundleException e) {
      return Optional.empty();
    }
  }
}
