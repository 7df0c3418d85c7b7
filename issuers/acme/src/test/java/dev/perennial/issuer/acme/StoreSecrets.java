package dev.perennial.issuer.acme;

import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.Versioned;
import java.util.Optional;

/** The secrets of a store, as an issuer is given them. */
public record StoreSecrets(ResourceStore store) implements SecretStore {
  @Override
  public Optional<Versioned<SecretBundle>> read(ResourceName name) {
    return store
        .read(ResourceKey.secret(name))
        .map(found -> new Versioned<>((SecretBundle) found.resource(), found.version()));
  }

  @Override
  public String create(SecretBundle secret) {
    return store.create(secret);
  }

  @Override
  public String update(SecretBundle secret, String version) {
    return store.update(secret, version);
  }

  @Override
  public void delete(ResourceName name, String version) {
    store.delete(ResourceKey.secret(name), version);
  }
}
