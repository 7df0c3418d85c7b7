package dev.perennial.core;

import dev.perennial.core.lifecycle.ForeignRequest;
import dev.perennial.core.lifecycle.NextKey;
import dev.perennial.core.lifecycle.PreviousBundle;
import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.core.lifecycle.SecretFacts;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.lifecycle.View;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Labels;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Versioned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the store all that a decision about one certificate may look at. Safe for use by
 * several threads.
 */
final class ViewReader {
  private final World world;
  private final IssuerRunner issuers;
  private final Dependents dependents;
  private final Settings settings;

  ViewReader(World world, IssuerRunner issuers, Dependents dependents, Settings settings) {
    this.world = world;
    this.issuers = issuers;
    this.dependents = dependents;
    this.settings = settings;
  }

  /** Returns the view of a certificate, or empty when there is no such certificate. */
  Optional<View> read(ResourceName name) {
    return world.certificate(name).map(found -> view(found.resource(), new FactsCache()));
  }

  /** Returns what a certificate looks at: its secrets and its issuer. */
  static Set<ResourceKey> looksAt(Certificate certificate) {
    Set<ResourceKey> keys = new HashSet<>();
    String namespace = certificate.meta().namespace();
    keys.add(ResourceKey.secret(certificate.secretName()));
    certificate.issuers().forEach(issuer -> keys.add(ResourceKey.issuer(issuer, namespace)));
    String next = NextKey.nameIn(certificate.status());
    if (next != null) {
      keys.add(ResourceKey.secret(new ResourceName(namespace, next)));
    }
    KeystorePasswords.secretsOf(certificate).forEach(s -> keys.add(ResourceKey.secret(s)));
    return keys;
  }

  /** Returns the view of a certificate that was just read, with what is known of the rest. */
  View view(Certificate certificate, FactsCache known) {
    String namespace = certificate.meta().namespace();
    Optional<Versioned<SecretBundle>> secret = world.secret(certificate.secretName());
    KeystorePasswords passwords = KeystorePasswords.read(certificate, world);
    SecretFacts facts =
        secret
            .map(s -> known.secret(s).withKeystoresFit(passwords.fit(s.resource())))
            .orElse(SecretFacts.ABSENT);
    IssuerRef issuer = View.issuerInUse(certificate, facts);
    View.Builder view =
        View.builder()
            .certificate(certificate)
            .settings(settings)
            .secret(facts)
            .issuer(issuers.facts(ResourceKey.issuer(issuer, namespace)))
            .rivals(rivals(certificate))
            .keystoreProblem(passwords.problem())
            .previousBundles(previousBundles(certificate));
    readRequests(certificate, view, known);
    readNextKeys(certificate, view, known);
    return view.build();
  }

  private void readRequests(Certificate certificate, View.Builder view, FactsCache known) {
    List<RequestFacts> owned = new ArrayList<>();
    List<ForeignRequest> foreign = new ArrayList<>();
    for (ResourceName name : namesOf(ResourceType.CERTIFICATE_REQUEST, certificate)) {
      Optional<Versioned<CertificateRequest>> request = world.request(name);
      if (request.filter(r -> isOwned(r.resource(), certificate)).isPresent()) {
        owned.add(known.request(request.get()));
      } else if (request.isPresent()) {
        boolean orphan =
            ownerOf(request.get().resource())
                .filter(certificate.meta().resourceName()::equals)
                .isPresent();
        foreign.add(new ForeignRequest(name.name(), orphan));
      }
    }
    view.requests(owned).foreignRequests(foreign);
  }

  private void readNextKeys(Certificate certificate, View.Builder view, FactsCache known) {
    List<NextKey> owned = new ArrayList<>();
    for (ResourceName name : namesOf(ResourceType.SECRET, certificate)) {
      world
          .secret(name)
          .filter(s -> isNextKeyOf(s.resource(), certificate))
          .ifPresent(s -> owned.add(nextKey(s, true, known)));
    }
    view.namedKey(namedKey(certificate, owned, known));
    view.nextKeys(owned);
  }

  /** One that the certificate owns is among the others, whatever its name. */
  private @Nullable NextKey namedKey(
      Certificate certificate, List<NextKey> owned, FactsCache known) {
    String named = NextKey.nameIn(certificate.status());
    if (named == null) {
      return null;
    }
    for (NextKey key : owned) {
      if (key.secretName().equals(named)) {
        return key;
      }
    }
    Optional<NextKey> found =
        world
            .secret(new ResourceName(certificate.meta().namespace(), named))
            .map(s -> nextKey(s, isNextKeyOf(s.resource(), certificate), known));
    found.filter(NextKey::owned).ifPresent(owned::add);
    return found.orElse(null);
  }

  private List<Certificate> rivals(Certificate certificate) {
    List<Certificate> rivals = new ArrayList<>();
    for (ResourceKey key : dependents.of(ResourceKey.secret(certificate.secretName()))) {
      boolean other = key.type().equals(ResourceType.CERTIFICATE) && !key.equals(certificate.key());
      if (other) {
        world
            .certificate(key.name())
            .map(Versioned::resource)
            .filter(c -> c.secretName().equals(certificate.secretName()))
            .ifPresent(rivals::add);
      }
    }
    return rivals;
  }

  private List<PreviousBundle> previousBundles(Certificate certificate) {
    String prefix = PreviousBundle.prefix(certificate.spec().secretName());
    List<PreviousBundle> bundles = new ArrayList<>();
    for (ResourceName name :
        world.store().list(ResourceType.SECRET, certificate.meta().namespace(), prefix)) {
      Optional<SecretBundle> secret = world.secret(name).map(Versioned::resource);
      if (secret.isPresent()) {
        boolean ours =
            certificate.spec().secretName().equals(secret.get().meta().label(Labels.PREVIOUS_OF));
        String revision =
            ours
                ? secret.get().meta().annotation(Annotations.PREVIOUS_REVISION)
                : name.name().substring(prefix.length());
        RequestFacts.parseRevision(revision)
            .ifPresent(r -> bundles.add(new PreviousBundle(name.name(), r, ours)));
      }
    }
    return bundles;
  }

  private List<ResourceName> namesOf(ResourceType type, Certificate certificate) {
    return world
        .store()
        .list(type, certificate.meta().namespace(), NextKey.prefix(certificate.meta().name()));
  }

  private static NextKey nextKey(Versioned<SecretBundle> secret, boolean owned, FactsCache known) {
    return new NextKey(secret.resource().meta().name(), owned, known.secret(secret).key());
  }

  private static boolean isNextKeyOf(SecretBundle secret, Certificate certificate) {
    return "true".equals(secret.meta().label(Labels.NEXT_PRIVATE_KEY))
        && isOwned(secret, certificate);
  }

  /** Returns whether a certificate is the controller of a resource, by its uid. */
  static boolean isOwned(Resource resource, Certificate certificate) {
    return resource.meta().ownerReferences().stream()
        .filter(OwnerReference::controller)
        .anyMatch(owner -> owner.uid().equals(certificate.meta().uid()));
  }

  /** Returns the certificate that a request was made for, or empty when a person made it. */
  static Optional<ResourceName> ownerOf(CertificateRequest request) {
    return request.meta().ownerReferences().stream()
        .filter(owner -> owner.controller() && owner.kind().equals("Certificate"))
        .findFirst()
        .map(owner -> new ResourceName(request.meta().namespace(), owner.name()));
  }
}
