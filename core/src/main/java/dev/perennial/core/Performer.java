package dev.perennial.core;

import dev.perennial.core.lifecycle.Action;
import dev.perennial.core.lifecycle.Notice;
import dev.perennial.core.lifecycle.SecretMetadata;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.RevocationStatus;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.security.KeyPair;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Does to the store what the lifecycle decided for one certificate: each action makes at most one
 * conditional write, on the version that the decision saw or a newer one that still allows it. One
 * object serves one decision. Not safe for use by several threads.
 */
final class Performer implements Action.Visitor<Outcome> {
  private final World world;
  private final Settings settings;
  private final Versioned<Certificate> certificate;
  private final RequestRunner requests;
  private final KeyPairs keys;

  Performer(
      World world,
      Settings settings,
      Versioned<Certificate> certificate,
      RequestRunner requests,
      KeyPairs keys) {
    this.keys = keys;
    this.world = world;
    this.settings = settings;
    this.certificate = certificate;
    this.requests = requests;
  }

  @Override
  public Outcome setStatus(Action.SetStatus action) {
    Certificate changed = certificate.resource().toBuilder().status(action.status()).build();
    world.store().update(changed, certificate.version());
    tell(action.notices());
    return Outcome.CHANGED;
  }

  @Override
  public Outcome generateNextKey(Action.GenerateNextKey action) {
    PrivateKeySpec spec = spec();
    KeyPair key =
        keys.generate(new KeySpec(spec.effectiveAlgorithm(), spec.effectiveSize()), world.crypto());
    createNextKey(
        action.secretName(), SecretBytes.copyOf(keys.encode(key.getPrivate(), KeyEncoding.PKCS8)));
    tell(
        List.of(
            Notice.normal(
                "Generated",
                "Stored new private key in temporary Secret resource \""
                    + action.secretName()
                    + "\"")));
    return Outcome.CHANGED;
  }

  @Override
  public Outcome reuseKey(Action.ReuseKey action) {
    SecretBytes present =
        world
            .secret(certificate.resource().secretName())
            .map(Versioned::resource)
            .flatMap(s -> s.value(SecretBundle.TLS_KEY))
            .orElseThrow(() -> gone(ResourceKey.secret(certificate.resource().secretName())));
    KeyPair key = keys.decode(present.revealBytes());
    createNextKey(
        action.secretName(), SecretBytes.copyOf(keys.encode(key.getPrivate(), KeyEncoding.PKCS8)));
    tell(
        List.of(
            Notice.normal(
                "Reused",
                "Reusing private key stored in existing Secret resource \""
                    + certificate.resource().spec().secretName()
                    + "\"")));
    return Outcome.CHANGED;
  }

  @Override
  public Outcome deleteSecret(Action.DeleteSecret action) {
    ResourceName name = inNamespace(action.secretName());
    world.secret(name).ifPresent(s -> world.store().delete(s.resource().key(), s.version()));
    tell(action.notices());
    return Outcome.CHANGED;
  }

  @Override
  public Outcome createRequest(Action.CreateRequest action) {
    CertificateRequest request =
        requests.create(certificate.resource(), action, nextKey(action.keySecretName()));
    world.store().create(request);
    tell(
        List.of(
            Notice.normal(
                "Requested",
                "Created new CertificateRequest resource \"" + action.requestName() + "\"")));
    return Outcome.CHANGED;
  }

  @Override
  public Outcome deleteRequest(Action.DeleteRequest action) {
    ResourceName name = inNamespace(action.requestName());
    world.request(name).ifPresent(r -> world.store().delete(r.resource().key(), r.version()));
    return Outcome.CHANGED;
  }

  @Override
  public Outcome reviewRequest(Action.ReviewRequest action) {
    return requests.review(inNamespace(action.requestName()));
  }

  @Override
  public Outcome setRequestStatus(Action.SetRequestStatus action) {
    return requests.setStatus(inNamespace(action.requestName()), action);
  }

  @Override
  public Outcome stepSigner(Action.StepSigner action) {
    return requests.step(inNamespace(action.requestName()));
  }

  @Override
  public Outcome keepPrevious(Action.KeepPrevious action) {
    SecretBundle present =
        world
            .secret(certificate.resource().secretName())
            .map(Versioned::resource)
            .orElseThrow(() -> gone(ResourceKey.secret(certificate.resource().secretName())));
    ObjectMeta meta =
        ownedMeta(action.secretName())
            .labels(Map.of(Labels.PREVIOUS_OF, present.meta().name(), Labels.FAO, "true"))
            .annotations(
                Map.of(
                    Annotations.CERTIFICATE_NAME,
                    certificate.resource().meta().name(),
                    Annotations.PREVIOUS_REVISION,
                    Integer.toString(action.revision())))
            .build();
    create(present.toBuilder().meta(meta).build());
    return Outcome.CHANGED;
  }

  @Override
  public Outcome publishSecret(Action.PublishSecret action) {
    Versioned<CertificateRequest> request =
        world
            .request(inNamespace(action.requestName()))
            .orElseThrow(
                () -> gone(ResourceKey.certificateRequest(inNamespace(action.requestName()))));
    SecretRenderer renderer = renderer();
    return write(old -> renderer.issued(old, nextKey(action.keySecretName()), request.resource()));
  }

  @Override
  public Outcome publishTemporary(Action.PublishTemporary action) {
    SecretRenderer renderer = renderer();
    Outcome outcome = write(old -> renderer.temporary(old, nextKey(action.keySecretName())));
    tell(List.of(Notice.normal("Issuing", "Issued temporary certificate")));
    return outcome;
  }

  @Override
  public Outcome rewriteSecret(Action.RewriteSecret action) {
    SecretRenderer renderer = renderer();
    return write(
        old ->
            renderer.rewritten(
                old.orElseThrow(
                    () -> gone(ResourceKey.secret(certificate.resource().secretName())))));
  }

  @Override
  public Outcome pollRenewalInformation(Action.PollRenewalInformation action) {
    CertificateStatus before = certificate.resource().status();
    CertificateStatus polled =
        new RenewalPoll(world, requests.issuers()).ask(certificate.resource(), action.issuer());
    world
        .store()
        .update(certificate.resource().toBuilder().status(polled).build(), certificate.version());
    tell(RenewalPoll.news(before, polled));
    return Outcome.CHANGED;
  }

  @Override
  public Outcome revokeCertificate(Action.RevokeCertificate action) {
    Certificate present = certificate.resource();
    RevocationStatus wanted =
        Objects.requireNonNull(present.status().revocation(), "what the decision saw");
    RevocationStatus after = new RevocationAttempt(world, requests.issuers()).make(present, wanted);
    CertificateStatus status = present.status().toBuilder().revocation(after).build();
    world.store().update(present.toBuilder().status(status).build(), certificate.version());
    tell(RevocationAttempt.news(wanted, after));
    return Outcome.CHANGED;
  }

  private interface Rendering {
    SecretBundle from(Optional<SecretBundle> old);
  }

  private Outcome write(Rendering rendering) {
    Optional<Versioned<SecretBundle>> old = world.secret(certificate.resource().secretName());
    SecretBundle bundle = rendering.from(old.map(Versioned::resource));
    requirePair(bundle);
    if (old.isPresent()) {
      world.store().update(bundle, old.get().version());
    } else {
      create(bundle);
    }
    return Outcome.CHANGED;
  }

  /** The last guard: whatever was decided, a key is never stored with another's certificate. */
  private void requirePair(SecretBundle bundle) {
    byte[] key = bundle.value(SecretBundle.TLS_KEY).orElse(SecretBytes.EMPTY).revealBytes();
    byte[] chain = bundle.value(SecretBundle.TLS_CRT).orElse(SecretBytes.EMPTY).revealBytes();
    if (!PublicKeys.matches(
        keys.decode(key).getPublic(), Certificates.decodeFirst(chain).getPublicKey())) {
      throw new VersionConflictException(
          bundle.key(), "the private key and the certificate to write do not belong together");
    }
  }

  private void createNextKey(String name, SecretBytes pkcs8) {
    ObjectMeta meta =
        ownedMeta(name).labels(Map.of(Labels.NEXT_PRIVATE_KEY, "true", Labels.FAO, "true")).build();
    create(
        SecretBundle.builder()
            .meta(meta)
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of(SecretBundle.TLS_KEY, pkcs8))
            .build());
  }

  private void create(Resource resource) {
    world.store().create(resource);
  }

  private ObjectMeta.Builder ownedMeta(String name) {
    return ObjectMeta.builder()
        .name(name)
        .namespace(certificate.resource().meta().namespace())
        .uid(Identities.uid(world.crypto().random()))
        .generation(1)
        .creationTimestamp(world.now().truncatedTo(ChronoUnit.SECONDS))
        .ownerReferences(List.of(SecretMetadata.ownerReference(certificate.resource())));
  }

  private KeyPair nextKey(String secretName) {
    ResourceName name = inNamespace(secretName);
    return world
        .secret(name)
        .map(Versioned::resource)
        .flatMap(s -> s.value(SecretBundle.TLS_KEY))
        .map(bytes -> keys.decode(bytes.revealBytes()))
        .orElseThrow(() -> gone(ResourceKey.secret(name)));
  }

  private PrivateKeySpec spec() {
    return certificate.resource().spec().privateKey();
  }

  private SecretRenderer renderer() {
    return new SecretRenderer(world, certificate.resource(), settings.ownSecrets(), keys);
  }

  private ResourceName inNamespace(String name) {
    return new ResourceName(certificate.resource().meta().namespace(), name);
  }

  private static VersionConflictException gone(ResourceKey key) {
    return new VersionConflictException(key, "it was there when the action was decided");
  }

  private void tell(List<Notice> notices) {
    notices.forEach(
        n -> world.tell(n.warning(), certificate.resource().key(), n.reason(), n.message()));
  }
}
