package dev.perennial.core;

import dev.perennial.core.lifecycle.NextKey;
import dev.perennial.core.lifecycle.PreviousBundle;
import dev.perennial.model.Certificate;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.util.Optional;

/**
 * Deletes what a certificate that is gone leaves behind: requests, next private keys and previous
 * bundles, and its secret if it owned that, too. In a cluster the garbage collector does this by
 * owner references. Safe for use by several threads.
 */
final class Orphans {
  private static final int MOST_TRIES = 3;

  private final World world;

  Orphans(World world) {
    this.world = world;
  }

  /** Deletes all that a certificate owned. It is gone already, so that nothing comes back. */
  void collect(Certificate gone) {
    ResourceName name = gone.meta().resourceName();
    collect(name);
    collect(ResourceType.SECRET, name, PreviousBundle.prefix(gone.spec().secretName()));
    delete(ResourceKey.secret(gone.secretName()), name);
  }

  /**
   * Deletes what is named like something of a certificate that is gone and says that it owns it.
   * That is what is found after a crash, when only its name is known. Where the store reports
   * problems, nothing is deleted: the certificate may be a file that cannot be read.
   */
  void collect(ResourceName gone) {
    if (!world.store().problems().isEmpty()) {
      return;
    }
    collect(ResourceType.SECRET, gone, NextKey.prefix(gone.name()));
    collect(ResourceType.CERTIFICATE_REQUEST, gone, NextKey.prefix(gone.name()));
  }

  /** Deletes a request if the certificate that it names as its owner is gone, or is another. */
  void collect(ResourceKey request, ResourceName owner) {
    if (world.store().problems().isEmpty()) {
      delete(request, owner);
    }
  }

  private void collect(ResourceType type, ResourceName gone, String prefix) {
    for (ResourceName name : world.store().list(type, gone.namespace(), prefix)) {
      delete(new ResourceKey(type, name), gone);
    }
  }

  private void delete(ResourceKey key, ResourceName gone) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Optional<Versioned<Resource>> found = world.store().read(key);
      if (found.isEmpty() || !isOrphan(found.get().resource(), gone)) {
        return;
      }
      try {
        world.store().delete(key, found.get().version());
        return;
      } catch (VersionConflictException e) {
        // Somebody wrote or deleted it meanwhile: look again.
      }
    }
  }

  /** A certificate of the same name that was made since is another one, by its uid. */
  private boolean isOrphan(Resource resource, ResourceName gone) {
    String living =
        world.certificate(gone).map(c -> c.resource().meta().uid()).orElse("\0 there is none");
    return resource.meta().ownerReferences().stream()
        .filter(OwnerReference::controller)
        .anyMatch(
            owner ->
                owner.kind().equals("Certificate")
                    && owner.name().equals(gone.name())
                    && !owner.uid().equals(living));
  }
}
