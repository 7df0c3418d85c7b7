package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Reasons;
import dev.perennial.model.RevocationStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One certificate in a {@link Simulation}, with all that a store would hold of it, as facts. Each
 * action says whether what it needs was there. Not safe for use by several threads.
 */
final class SimulatedCertificate implements Action.Visitor<Boolean> {
  private final List<Certificate> rivals;
  private final SimulatedIssuer issuer;
  private final Settings settings;
  private final Consumer<Timeline.Entry> log;
  private final List<RequestFacts> requests = new ArrayList<>();
  private final List<PreviousBundle> previous = new ArrayList<>();
  private final List<Instant> changeTimes = new ArrayList<>();
  private final List<Certificate> changes = new ArrayList<>();
  private Certificate certificate;
  private SecretFacts secret = SecretFacts.ABSENT;
  private @Nullable NextKey nextKey;
  private Instant now = Instant.MIN;
  private int keysMade;
  private @Nullable Instant expiryTold;

  SimulatedCertificate(
      Certificate certificate,
      List<Certificate> rivals,
      SimulatedIssuer issuer,
      Settings settings,
      Consumer<Timeline.Entry> log) {
    this.certificate = certificate;
    this.rivals = rivals;
    this.issuer = issuer;
    this.settings = settings;
    this.log = log;
  }

  /** Has the spec changed when the time comes. */
  void changeAt(Instant time, Certificate changed) {
    changeTimes.add(time);
    changes.add(changed);
  }

  /** Makes one decision, and performs it. */
  Decision step(Instant present) {
    now = present;
    applyChanges();
    tellExpiry();
    Decision decision = Lifecycle.decide(view(), now);
    if (decision instanceof Decision.Act act && !act.action().accept(this)) {
      throw new IllegalStateException(this + ": " + act.action() + " lacks what it needs");
    }
    return decision;
  }

  /** Returns when to step again: a rest, the end of a leaf, or nothing. */
  @Nullable Instant wakeUp(@Nullable Instant until, Instant present) {
    return until == null || until.isAfter(present) ? until : present.plusSeconds(1);
  }

  private void applyChanges() {
    while (!changeTimes.isEmpty() && !changeTimes.get(0).isAfter(now)) {
      changeTimes.remove(0);
      Certificate changed = changes.remove(0);
      long generation = certificate.meta().generation() + 1;
      certificate =
          certificate.toBuilder()
              .spec(changed.spec())
              .meta(certificate.meta().toBuilder().generation(generation).build())
              .build();
    }
  }

  private void tellExpiry() {
    LeafFacts leaf = secret.leaf();
    if (leaf != null && now.isAfter(leaf.notAfter()) && !leaf.notAfter().equals(expiryTold)) {
      expiryTold = leaf.notAfter();
      tell(Timeline.Kind.EXPIRED, Reasons.EXPIRED, "the leaf ended at " + leaf.notAfter());
    }
  }

  private View view() {
    return View.builder()
        .certificate(certificate)
        .secret(secret)
        .requests(requests)
        .nextKeys(nextKey == null ? List.of() : List.of(nextKey))
        .namedKey(namedKey())
        .issuer(IssuerFacts.READY)
        .rivals(rivals)
        .previousBundles(previous)
        .settings(settings)
        .build();
  }

  private @Nullable NextKey namedKey() {
    String name = certificate.status().nextPrivateKeySecretName();
    return nextKey != null && nextKey.secretName().equals(name) ? nextKey : null;
  }

  @Override
  public Boolean setStatus(Action.SetStatus action) {
    CertificateStatus status = action.status();
    switch (action.cause()) {
      case MARK_ISSUING -> tellIssuing(Timeline.Kind.TRIGGERED, status);
      case FAIL_ISSUANCE -> tellIssuing(Timeline.Kind.FAILED, status);
      case COMPLETE_ISSUANCE ->
          tell(
              Timeline.Kind.ISSUED,
              String.valueOf(status.lastIssuanceReason()),
              "revision " + status.revision());
      case HOLD_LOOP ->
          tell(Timeline.Kind.HELD, "IssuanceLoop", "until " + status.nextAttemptTime());
      default -> {
        // Nothing that a timeline shows.
      }
    }
    certificate = certificate.toBuilder().status(status).build();
    return true;
  }

  private void tellIssuing(Timeline.Kind kind, CertificateStatus status) {
    status.condition(ConditionTypes.ISSUING).ifPresent(c -> tell(kind, c.reason(), c.message()));
  }

  @Override
  public Boolean generateNextKey(Action.GenerateNextKey action) {
    PrivateKeySpec spec = certificate.spec().privateKey();
    String id = certificate.meta().resourceName() + "#" + ++keysMade;
    nextKey =
        new NextKey(
            action.secretName(),
            true,
            new KeyFacts(spec.effectiveAlgorithm(), spec.effectiveSize(), id));
    return true;
  }

  @Override
  public Boolean reuseKey(Action.ReuseKey action) {
    nextKey = new NextKey(action.secretName(), true, secret.key());
    return true;
  }

  @Override
  public Boolean deleteSecret(Action.DeleteSecret action) {
    if (nextKey != null && nextKey.secretName().equals(action.secretName())) {
      nextKey = null;
    }
    previous.removeIf(p -> p.secretName().equals(action.secretName()));
    return true;
  }

  @Override
  public Boolean createRequest(Action.CreateRequest action) {
    String keyId = nextKey == null || nextKey.key() == null ? "" : nextKey.key().publicKeyId();
    CsrFacts csr = CsrFacts.expectedOf(certificate.spec(), keyId);
    requests.add(RequestFacts.simulated(certificate, action, csr));
    return true;
  }

  @Override
  public Boolean deleteRequest(Action.DeleteRequest action) {
    requests.removeIf(r -> r.name().equals(action.requestName()));
    return true;
  }

  @Override
  public Boolean reviewRequest(Action.ReviewRequest action) {
    RequestFacts request = request(action.requestName());
    Condition approved =
        Condition.of(ConditionTypes.APPROVED, ConditionStatus.TRUE, "cert-manager.io", "");
    replace(
        request,
        request.status().toBuilder()
            .conditions(Conditions.with(request.status().conditions(), approved, now, null))
            .build(),
        null);
    return true;
  }

  @Override
  public Boolean setRequestStatus(Action.SetRequestStatus action) {
    RequestFacts request = request(action.requestName());
    replace(request, action.status(), request.leaf());
    return true;
  }

  @Override
  public Boolean stepSigner(Action.StepSigner action) {
    RequestFacts request = request(action.requestName());
    Integer failed = certificate.status().failedIssuanceAttempts();
    SimulatedIssuer.Answer answer =
        issuer.answer(
            new SimulatedIssuer.Ask(
                IssuerList.using(certificate, request.spec().issuerRef()),
                request.requireRevision(),
                failed == null ? 0 : failed,
                now));
    if (answer instanceof SimulatedIssuer.Answer.Issue issue) {
      LeafFacts leaf =
          LeafFacts.simulated(
              certificate.spec(),
              request.csr() == null ? "" : request.csr().publicKeyId(),
              now.truncatedTo(ChronoUnit.SECONDS),
              now.truncatedTo(ChronoUnit.SECONDS).plus(issue.lifetime()),
              request.name());
      replace(request, ready(request, ConditionStatus.TRUE, Reasons.ISSUED, "").build(), leaf);
      return true;
    }
    if (answer instanceof SimulatedIssuer.Answer.Wait wait) {
      replace(
          request,
          ready(request, ConditionStatus.FALSE, Reasons.PENDING, wait.message())
              .signingTime(RequestFacts.signingBegan(request.status(), now))
              .retryTime(now.plus(wait.duration()))
              .build(),
          null);
      return true;
    }
    SimulatedIssuer.Answer.Refuse refuse = (SimulatedIssuer.Answer.Refuse) answer;
    replace(
        request,
        ready(request, ConditionStatus.FALSE, Reasons.FAILED, refuse.message())
            .failureTime(now.truncatedTo(ChronoUnit.SECONDS))
            .build(),
        null);
    return true;
  }

  private CertificateRequestStatus.Builder ready(
      RequestFacts request, ConditionStatus status, String reason, String message) {
    Condition condition = Condition.of(ConditionTypes.READY, status, reason, message);
    return request.status().toBuilder()
        .conditions(Conditions.with(request.status().conditions(), condition, now, null))
        .retryTime(null);
  }

  @Override
  public Boolean keepPrevious(Action.KeepPrevious action) {
    previous.add(new PreviousBundle(action.secretName(), action.revision(), true));
    return true;
  }

  @Override
  public Boolean publishSecret(Action.PublishSecret action) {
    RequestFacts request = request(action.requestName());
    if (nextKey == null || nextKey.key() == null || request.leaf() == null) {
      return false;
    }
    secret =
        SecretFacts.simulated(
            IssuerList.using(certificate, request.spec().issuerRef()),
            nextKey.key(),
            request.leaf());
    return true;
  }

  @Override
  public Boolean publishTemporary(Action.PublishTemporary action) {
    if (nextKey == null || nextKey.key() == null) {
      return false;
    }
    Instant from = now.truncatedTo(ChronoUnit.SECONDS);
    LeafFacts leaf =
        LeafFacts.simulated(
            certificate.spec(),
            nextKey.key().publicKeyId(),
            from,
            from.plus(certificate.spec().effectiveDuration()),
            "temporary/" + nextKey.secretName());
    secret = SimulatedSecret.temporary(certificate, nextKey.key(), leaf);
    return true;
  }

  @Override
  public Boolean rewriteSecret(Action.RewriteSecret action) {
    if (secret.key() == null || secret.leaf() == null) {
      return false;
    }
    secret =
        SecretFacts.simulated(
            IssuerList.using(certificate, secret.issuer()), secret.key(), secret.leaf());
    return true;
  }

  /** The issuers of a simulation have no advice. */
  @Override
  public Boolean pollRenewalInformation(Action.PollRenewalInformation action) {
    if (secret.leaf() == null) {
      return false;
    }
    CertificateStatus status =
        RenewalInformation.of(certificate, secret.leaf(), now).answered(Optional.empty(), 0);
    certificate = certificate.toBuilder().status(status).build();
    return true;
  }

  @Override
  public Boolean revokeCertificate(Action.RevokeCertificate action) {
    RevocationStatus revocation = certificate.status().revocation();
    if (revocation == null) {
      return false;
    }
    CertificateStatus status =
        certificate.status().toBuilder().revocation(revocation.revokedAt(now)).build();
    certificate = certificate.toBuilder().status(status).build();
    return true;
  }

  private void replace(
      RequestFacts request, CertificateRequestStatus status, @Nullable LeafFacts leaf) {
    requests.set(requests.indexOf(request), request.withStatus(status, leaf));
  }

  private RequestFacts request(String name) {
    return requests.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  private void tell(Timeline.Kind kind, String reason, String message) {
    log.accept(new Timeline.Entry(now, certificate.meta().resourceName(), kind, reason, message));
  }

  /** Returns the name, for messages. */
  @Override
  public String toString() {
    return certificate.meta().resourceName().toString();
  }
}
