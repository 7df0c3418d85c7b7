package dev.perennial.core;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Reasons;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.Validation;
import dev.perennial.model.ValidationException;
import dev.perennial.model.Violation;
import dev.perennial.spi.Approval;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes what the host declares and asks for. Safe for use by several threads. */
final class Applier {
  /** How often a write is tried again when somebody else wrote in between. */
  private static final int MOST_TRIES = 10;

  private final World world;
  private final Admission admission;
  private final Orphans orphans;
  private final String defaultNamespace;

  Applier(World world, Admission admission, String defaultNamespace) {
    this.world = world;
    this.defaultNamespace = defaultNamespace;
    this.admission = admission;
    this.orphans = new Orphans(world);
  }

  Resource apply(Resource declared) {
    Resource resource = inNamespace(declared);
    requireValid(resource);
    Resource stored = retrying(() -> store(resource));
    warn(stored);
    return stored;
  }

  void applyAll(Collection<? extends Resource> declared) {
    List<Resource> resources = declared.stream().map(this::inNamespace).toList();
    resources.forEach(this::requireValid);
    resources.forEach(resource -> warn(retrying(() -> store(resource))));
  }

  void delete(ResourceKey key) {
    Optional<Resource> deleted =
        retrying(
            () -> {
              Optional<Versioned<Resource>> found = world.store().read(key);
              found.ifPresent(r -> world.store().delete(key, r.version()));
              return found.map(Versioned::resource);
            });
    if (deleted.orElse(null) instanceof Certificate certificate) {
      orphans.collect(certificate);
    }
  }

  void renew(ResourceName name) {
    retrying(
        () -> {
          Versioned<Certificate> found =
              world
                  .certificate(name)
                  .orElseThrow(
                      () -> new IllegalArgumentException("there is no Certificate " + name));
          CertificateStatus status = found.resource().status();
          if (!Conditions.isTrue(status.conditions(), ConditionTypes.ISSUING)) {
            String message = "Certificate re-issuance manually triggered";
            Condition issuing =
                Condition.of(
                    ConditionTypes.ISSUING,
                    ConditionStatus.TRUE,
                    Reasons.MANUALLY_TRIGGERED,
                    message);
            CertificateStatus marked =
                status.toBuilder()
                    .conditions(
                        Conditions.with(
                            status.conditions(),
                            issuing,
                            world.now(),
                            found.resource().meta().generation()))
                    .nextAttemptTime(null)
                    .triedIssuers(null)
                    .build();
            world
                .store()
                .update(found.resource().toBuilder().status(marked).build(), found.version());
          }
          return name;
        });
  }

  void revoke(ResourceName name, RevocationReason reason, boolean withCertificateKey) {
    retrying(
        () -> {
          Versioned<Certificate> found =
              world
                  .certificate(name)
                  .orElseThrow(
                      () -> new IllegalArgumentException("there is no Certificate " + name));
          CertificateStatus marked =
              new RevocationMark(world, found.resource()).status(reason, withCertificateKey);
          world
              .store()
              .update(found.resource().toBuilder().status(marked).build(), found.version());
          return name;
        });
  }

  void decide(ResourceName name, Approval decision, RequestRunner requests) {
    if (decision.decision() == Approval.Decision.UNDECIDED) {
      throw new IllegalArgumentException("a decision must approve or deny");
    }
    retrying(
        () -> {
          Versioned<CertificateRequest> found =
              world
                  .request(name)
                  .orElseThrow(
                      () -> new IllegalArgumentException("there is no CertificateRequest " + name));
          List<Condition> conditions = found.resource().status().conditions();
          if (Conditions.isTrue(conditions, ConditionTypes.APPROVED)
              || Conditions.isTrue(conditions, ConditionTypes.DENIED)) {
            throw new IllegalArgumentException(
                "CertificateRequest " + name + " is decided already; a decision is final");
          }
          requests.decide(found, decision);
          return name;
        });
  }

  private Resource store(Resource resource) {
    Optional<Versioned<Resource>> old = world.store().read(resource.key());
    if (old.isEmpty()) {
      Resource created = withMeta(withoutStatus(resource), firstMeta(resource.meta()));
      world.store().create(created);
      return created;
    }
    Resource merged = merge(resource, old.get().resource());
    requireNone(merged.key(), admission.checkUpdate(old.get().resource(), merged));
    if (!merged.equals(old.get().resource())) {
      world.store().update(merged, old.get().version());
    }
    return merged;
  }

  private ObjectMeta firstMeta(ObjectMeta meta) {
    return meta.toBuilder()
        .uid(meta.uid().isEmpty() ? Identities.uid(world.crypto().random()) : meta.uid())
        .generation(Math.max(1, meta.generation()))
        .creationTimestamp(
            meta.creationTimestamp() == null
                ? world.now().truncatedTo(ChronoUnit.SECONDS)
                : meta.creationTimestamp())
        .build();
  }

  private static Resource merge(Resource wanted, Resource old) {
    ObjectMeta.Builder meta =
        wanted.meta().toBuilder()
            .uid(old.meta().uid())
            .creationTimestamp(old.meta().creationTimestamp())
            .generation(old.meta().generation() + (sameSpec(wanted, old) ? 0 : 1));
    if (wanted.meta().ownerReferences().isEmpty()) {
      meta.ownerReferences(old.meta().ownerReferences());
    }
    return withMeta(withStatusOf(wanted, old), meta.build());
  }

  private static boolean sameSpec(Resource one, Resource other) {
    if (one instanceof Certificate a && other instanceof Certificate b) {
      return a.spec().equals(b.spec());
    }
    if (one instanceof Issuer a && other instanceof Issuer b) {
      return a.spec().equals(b.spec());
    }
    if (one instanceof SecretBundle a && other instanceof SecretBundle b) {
      return a.data().equals(b.data()) && a.secretType().equals(b.secretType());
    }
    return true;
  }

  /** A manifest that names no namespace is meant for the default one, as with kubectl. */
  private Resource inNamespace(Resource resource) {
    boolean missing = !resource.type().clusterScoped() && resource.meta().namespace().isEmpty();
    return missing
        ? withMeta(resource, resource.meta().toBuilder().namespace(defaultNamespace).build())
        : resource;
  }

  /** The status is ours to write: an approval, say, must not come with a manifest. */
  private static Resource withoutStatus(Resource resource) {
    if (resource instanceof Certificate c) {
      return c.toBuilder().status(CertificateStatus.NONE).build();
    }
    if (resource instanceof Issuer i) {
      return i.toBuilder().status(IssuerStatus.NONE).build();
    }
    if (resource instanceof CertificateRequest r) {
      return r.toBuilder().status(CertificateRequestStatus.NONE).build();
    }
    return resource;
  }

  private static Resource withStatusOf(Resource wanted, Resource old) {
    if (wanted instanceof Certificate w && old instanceof Certificate o) {
      return w.toBuilder().status(o.status()).build();
    }
    if (wanted instanceof Issuer w && old instanceof Issuer o) {
      return w.toBuilder().status(o.status()).build();
    }
    if (wanted instanceof CertificateRequest w && old instanceof CertificateRequest o) {
      return w.toBuilder().status(o.status()).build();
    }
    return wanted;
  }

  private static Resource withMeta(Resource resource, ObjectMeta meta) {
    if (resource instanceof Certificate c) {
      return c.toBuilder().meta(meta).build();
    }
    if (resource instanceof CertificateRequest r) {
      return r.toBuilder().meta(meta).build();
    }
    if (resource instanceof Issuer i) {
      return i.toBuilder().meta(meta).build();
    }
    if (resource instanceof SecretBundle s) {
      return s.toBuilder().meta(meta).build();
    }
    throw new AssertionError(resource);
  }

  private void requireValid(Resource resource) {
    requireNone(resource.key(), admission.check(resource));
  }

  private static void requireNone(ResourceKey key, List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new ValidationException(key, violations);
    }
  }

  private void warn(Resource resource) {
    Validation.warnings(resource)
        .forEach(w -> world.tell(true, resource.key(), "ValidationWarning", w.toString()));
  }

  private static <T> T retrying(Supplier<T> write) {
    for (int tries = 1; ; tries++) {
      try {
        return write.get();
      } catch (VersionConflictException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }
}
