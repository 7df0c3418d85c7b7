package dev.perennial.core;

import dev.perennial.core.lifecycle.Action;
import dev.perennial.core.lifecycle.SecretFacts;
import dev.perennial.core.lifecycle.SecretMetadata;
import dev.perennial.core.pki.CertificateId;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.Approval;
import dev.perennial.spi.ApprovalPolicy;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes certificate requests, has them reviewed and signed, and stores what comes out. Safe for use
 * by several threads; one request is driven by one thread at a time.
 */
final class RequestRunner {
  /** Annotations of a certificate that are not copied onto its requests (cert-manager). */
  private static final List<String> NOT_COPIED =
      List.of("kubectl.kubernetes.io/", "fluxcd.io/", "argocd.argoproj.io/");

  private final World world;
  private final ApprovalPolicy approval;
  private final SignerStep signer;
  private final IssuerRunner issuers;
  private final Set<ResourceKey> undecided = ConcurrentHashMap.newKeySet();

  RequestRunner(World world, IssuerRunner issuers, ApprovalPolicy approval) {
    this.world = world;
    this.approval = approval;
    this.issuers = issuers;
    this.signer = new SignerStep(world, issuers);
  }

  /** Returns the request of the next revision of a certificate, signed with its next key. */
  CertificateRequest create(Certificate certificate, Action.CreateRequest action, KeyPair key) {
    CertificateSpec spec = certificate.spec();
    ObjectMeta meta =
        ObjectMeta.builder()
            .name(action.requestName())
            .namespace(certificate.meta().namespace())
            .uid(Identities.uid(world.crypto().random()))
            .generation(1)
            .creationTimestamp(world.now().truncatedTo(ChronoUnit.SECONDS))
            .labels(certificate.meta().labels())
            .annotations(annotations(certificate, action))
            .ownerReferences(List.of(SecretMetadata.ownerReference(certificate)))
            .build();
    CertificateRequestSpec asked =
        CertificateRequestSpec.builder()
            .duration(spec.duration())
            .issuerRef(action.issuer())
            .isCa(spec.isCa())
            .usages(spec.usages())
            .request(SigningRequests.generatePem(spec, key, world.crypto()))
            .build();
    return CertificateRequest.builder().meta(meta).spec(asked).build();
  }

  /** Returns who opens the signers. */
  IssuerRunner issuers() {
    return issuers;
  }

  private Map<String, String> annotations(Certificate certificate, Action.CreateRequest action) {
    Map<String, String> annotations = new LinkedHashMap<>();
    certificate
        .meta()
        .annotations()
        .forEach(
            (key, value) -> {
              if (NOT_COPIED.stream().noneMatch(key::startsWith)) {
                annotations.put(key, value);
              }
            });
    annotations.put(Annotations.CERTIFICATE_REVISION, Integer.toString(action.revision()));
    annotations.put(Annotations.PRIVATE_KEY_SECRET_NAME, action.keySecretName());
    annotations.put(Annotations.CERTIFICATE_NAME, certificate.meta().name());
    annotations.remove(Annotations.REPLACES);
    replaced(certificate, action.issuer())
        .ifPresent(id -> annotations.put(Annotations.REPLACES, id));
    return annotations;
  }

  /** The certificate in the secret, where its issuer is the same and asks for it. */
  private Optional<String> replaced(Certificate certificate, IssuerRef issuer) {
    if (!issuers.facts(ResourceKey.issuer(issuer, certificate.meta().namespace())).advises()) {
      return Optional.empty();
    }
    return world
        .secret(certificate.secretName())
        .map(Versioned::resource)
        .filter(secret -> SecretFacts.read(secret).issuer().sameAs(issuer))
        .flatMap(secret -> secret.value(SecretBundle.TLS_CRT))
        .flatMap(RequestRunner::certificateId);
  }

  private static Optional<String> certificateId(SecretBytes chain) {
    try {
      return CertificateId.of(Certificates.decodeFirst(chain.revealBytes()));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Asks the approval policy, and stores its decision. */
  Outcome review(ResourceName name) {
    Versioned<CertificateRequest> request = require(name);
    Approval decision = approval.review(request.resource());
    if (decision.decision() == Approval.Decision.UNDECIDED) {
      if (undecided.add(request.resource().key())) {
        world.tell(
            false,
            request.resource().key(),
            "WaitingForApproval",
            "Not signing CertificateRequest until it is Approved");
      }
      return Outcome.UNDECIDED;
    }
    decide(request, decision);
    return Outcome.CHANGED;
  }

  /** Stores a decision on a request that has none yet. */
  void decide(Versioned<CertificateRequest> request, Approval decision) {
    boolean approved = decision.decision() == Approval.Decision.APPROVED;
    String type = approved ? ConditionTypes.APPROVED : ConditionTypes.DENIED;
    CertificateRequestStatus status = request.resource().status();
    Condition condition =
        Condition.of(type, ConditionStatus.TRUE, decision.reason(), decision.message());
    update(
        request,
        status.toBuilder()
            .conditions(Conditions.with(status.conditions(), condition, world.now(), null))
            .build());
    undecided.remove(request.resource().key());
    world.tell(!approved, request.resource().key(), decision.reason(), decision.message());
  }

  /** Stores a status that was decided, and tells of it. */
  Outcome setStatus(ResourceName name, Action.SetRequestStatus action) {
    Versioned<CertificateRequest> request = require(name);
    update(request, action.status());
    action
        .notices()
        .forEach(n -> world.tell(n.warning(), request.resource().key(), n.reason(), n.message()));
    return Outcome.CHANGED;
  }

  /** Takes one step of signing a request, and stores what came out. */
  Outcome step(ResourceName name) {
    Versioned<CertificateRequest> request = require(name);
    CertificateRequestStatus status = signer.next(request.resource());
    update(request, status);
    return Outcome.CHANGED;
  }

  private void update(Versioned<CertificateRequest> request, CertificateRequestStatus status) {
    world.store().update(request.resource().toBuilder().status(status).build(), request.version());
  }

  private Versioned<CertificateRequest> require(ResourceName name) {
    return world
        .request(name)
        .orElseThrow(
            () ->
                new VersionConflictException(
                    ResourceKey.certificateRequest(name),
                    "it was there when the action was decided"));
  }

  /** Returns a time in whole seconds. */
  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
