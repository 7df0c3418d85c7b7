package dev.perennial.core;

import dev.perennial.core.lifecycle.NextKey;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Labels;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.spi.Versioned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deletes the requests and next private keys of a certificate that is gone, so that one of the same
 * name can take its place. Kubernetes does this for cert-manager: the owner of a resource takes it
 * along. Safe for use by several threads.
 */
final class Orphans {
  private static final String GONE = "";

  private final World world;
  private final Map<ResourceName, String> swept = new ConcurrentHashMap<>();

  Orphans(World world) {
    this.world = world;
  }

  /**
   * Deletes what earlier certificates of this name left behind. It looks once for each certificate,
   * and each time for one that is gone.
   *
   * @param uid the uid of the certificate that is there now; empty when none is
   */
  void sweep(ResourceName name, Optional<String> uid) {
    String heir = uid.orElse(GONE);
    if (!heir.equals(GONE) && heir.equals(swept.get(name))) {
      return;
    }
    // Requests last: those that remain after a crash bring us here again.
    sweep(ResourceType.SECRET, name, heir);
    sweep(ResourceType.CERTIFICATE_REQUEST, name, heir);
    if (heir.equals(GONE)) {
      swept.remove(name);
    } else {
      swept.put(name, heir);
    }
  }

  private void sweep(ResourceType type, ResourceName name, String heir) {
    String prefix = NextKey.prefix(name.name());
    for (ResourceName found : world.store().list(type, name.namespace(), prefix)) {
      ResourceKey key = new ResourceKey(type, found);
      Optional<Versioned<Resource>> stored = world.store().read(key);
      if (stored.isPresent() && isOrphan(stored.get().resource(), name, heir)) {
        world.store().delete(key, stored.get().version());
      }
    }
  }

  private static boolean isOrphan(Resource resource, ResourceName name, String heir) {
    boolean ours =
        resource instanceof CertificateRequest
            || "true".equals(resource.meta().label(Labels.NEXT_PRIVATE_KEY));
    return ours
        && resource.meta().ownerReferences().stream()
            .anyMatch(
                owner ->
                    owner.controller()
                        && owner.kind().equals("Certificate")
                        && owner.name().equals(name.name())
                        && !owner.uid().equals(heir));
  }
}
