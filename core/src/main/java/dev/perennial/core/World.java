package dev.perennial.core;

import dev.perennial.core.pki.Crypto;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Issuer;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.LifecycleEvent;
import dev.perennial.spi.LifecycleListener;
import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.Versioned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What surprises: the store, the clock, randomness, and who listens. Safe for use by several
 * threads.
 *
 * @param store where the resources are
 * @param clock what tells the time
 * @param crypto provider and randomness
 * @param listener who is told what happens
 */
record World(ResourceStore store, InstantSource clock, Crypto crypto, LifecycleListener listener) {

  Instant now() {
    return clock.instant();
  }

  Optional<Versioned<Certificate>> certificate(ResourceName name) {
    return read(ResourceKey.certificate(name), Certificate.class);
  }

  Optional<Versioned<CertificateRequest>> request(ResourceName name) {
    return read(ResourceKey.certificateRequest(name), CertificateRequest.class);
  }

  Optional<Versioned<SecretBundle>> secret(ResourceName name) {
    return read(ResourceKey.secret(name), SecretBundle.class);
  }

  Optional<Versioned<Issuer>> issuer(ResourceKey key) {
    return read(key, Issuer.class);
  }

  private <R extends Resource> Optional<Versioned<R>> read(ResourceKey key, Class<R> type) {
    Optional<Versioned<Resource>> found;
    try {
      found = store.read(key);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a reference to a name that nothing can have
    }
    return found.map(f -> new Versioned<>(type.cast(f.resource()), f.version()));
  }

  /** Tells the listener; what it throws is its own affair. */
  void tell(boolean warning, ResourceKey about, String reason, String message) {
    LifecycleEvent.Level level =
        warning ? LifecycleEvent.Level.WARNING : LifecycleEvent.Level.NORMAL;
    try {
      listener.onEvent(new LifecycleEvent(now(), level, about, reason, message));
    } catch (RuntimeException | Error e) {
      System.getLogger(World.class.getName())
          .log(System.Logger.Level.WARNING, "a lifecycle listener failed", e);
    }
  }
}
