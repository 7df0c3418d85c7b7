package dev.perennial.core;

import dev.perennial.model.Issuer;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.SecretReader;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.Versioned;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What a signer is given of the world of one manager. Safe for use by several threads. */
record StoreIssuerContext(
    World world, Issuer issuer, String secretNamespace, Map<Class<?>, List<Object>> extensions)
    implements IssuerContext {
  @Override
  public InstantSource clock() {
    return world.clock();
  }

  @Override
  public SecureRandom random() {
    return world.crypto().random();
  }

  @Override
  public SecretReader secrets() {
    return name -> world.secret(name).map(Versioned::resource);
  }

  @Override
  public SecretStore secretStore() {
    return new WorldSecrets(world);
  }

  @Override
  public Map<String, Object> acmeStatus() {
    return world.issuer(issuer.key()).map(i -> i.resource().status().acme()).orElse(Map.of());
  }

  @Override
  public <T> List<T> extensions(Class<T> type) {
    return extensions.getOrDefault(type, List.of()).stream().map(type::cast).toList();
  }
}
