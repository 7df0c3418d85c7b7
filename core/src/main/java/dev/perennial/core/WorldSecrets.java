package dev.perennial.core;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.Versioned;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The secrets of a store, for an issuer. Safe for use by several threads. */
record WorldSecrets(World world) implements SecretStore {
  @Override
  public Optional<Versioned<SecretBundle>> read(ResourceName name) {
    return world.secret(name);
  }

  @Override
  public String create(SecretBundle secret) {
    return world
        .store()
        .create(
            secret.toBuilder()
                .meta(
                    secret.meta().toBuilder()
                        .uid(Identities.uid(world.crypto().random()))
                        .generation(1)
                        .creationTimestamp(world.now().truncatedTo(ChronoUnit.SECONDS))
                        .build())
                .build());
  }

  @Override
  public String update(SecretBundle secret, String version) {
    return world.store().update(secret, version);
  }

  @Override
  public void delete(ResourceName name, String version) {
    world.store().delete(ResourceKey.secret(name), version);
  }
}
