package dev.perennial.core;

import dev.perennial.model.Issuer;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.SecretReader;
import dev.perennial.spi.Versioned;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What a signer is given of the world of one manager. Safe for use by several threads. */
record StoreIssuerContext(World world, Issuer issuer, String secretNamespace)
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
}
