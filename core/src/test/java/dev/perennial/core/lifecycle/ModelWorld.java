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
import dev.perennial.model.RenewalAdvice;
import dev.perennial.model.RevocationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A certificate with all around it as values: each action leads from one world to the next. It is
 * the fourth performer of actions, and the one that a walk can branch from. Immutable.
 *
 * @param view what a decision sees
 * @param now the present
 * @param answer what the issuer does about the next signing step
 * @param approval the condition type that a review sets; empty when it is left undecided
 * @param advice what the issuer says when it is asked when to renew
 * @param made how many keys and leaves were made
 */
record ModelWorld(View view, Instant now, Answer answer, String approval, Advice advice, int made)
    implements Action.Visitor<ModelWorld> {
  /** What the issuer does. */
  enum Answer {
    ISSUE,
    PEND,
    REFUSE,
    CALL_INVALID,
    ISSUE_GARBAGE,
    ISSUE_FOR_ANOTHER_KEY,
    ISSUE_EXPIRED,
    ISSUE_BACK_DATED
  }

  /** What the issuer says when it is asked when to renew. */
  enum Advice {
    NONE,
    NOT_NOW,
    IN_TEN_DAYS,
    AT_ONCE;

    Optional<RenewalAdvice> from(Instant now) {
      return switch (this) {
        case NONE, NOT_NOW -> Optional.empty();
        case IN_TEN_DAYS -> window(now.plus(Duration.ofDays(10)));
        case AT_ONCE -> window(now.minus(Duration.ofDays(2)));
      };
    }

    private static Optional<RenewalAdvice> window(Instant start) {
      Instant end = start.plus(Duration.ofDays(1));
      return Optional.of(new RenewalAdvice(start, end, "", Optional.empty()));
    }
  }

  ModelWorld advising(Advice other) {
    return new ModelWorld(view, now, answer, approval, other, made);
  }

  ModelWorld with(UnaryOperator<View.Builder> change) {
    View changed = change.apply(view.toBuilder()).build();
    return new ModelWorld(named(changed), now, answer, approval, advice, made);
  }

  ModelWorld at(Instant time) {
    return new ModelWorld(view, time, answer, approval, advice, made);
  }

  ModelWorld answering(Answer other) {
    return new ModelWorld(view, now, other, approval, advice, made);
  }

  ModelWorld approving(String type) {
    return new ModelWorld(view, now, answer, type, advice, made);
  }

  private ModelWorld another() {
    return new ModelWorld(view, now, answer, approval, advice, made + 1);
  }

  ModelWorld certificate(UnaryOperator<Certificate.Builder> change) {
    return with(b -> b.certificate(change.apply(view.certificate().toBuilder()).build()));
  }

  /** The named key is among the keys of the certificate, or it is a stranger's. */
  private static View named(View view) {
    String name = view.certificate().status().nextPrivateKeySecretName();
    Optional<NextKey> own =
        view.nextKeys().stream().filter(k -> k.secretName().equals(name)).findFirst();
    NextKey before = view.namedKey();
    boolean stranger = before != null && !before.owned() && before.secretName().equals(name);
    return view.toBuilder().namedKey(own.orElse(stranger ? before : null)).build();
  }

  @Override
  public ModelWorld setStatus(Action.SetStatus action) {
    return certificate(b -> b.status(action.status()));
  }

  @Override
  public ModelWorld generateNextKey(Action.GenerateNextKey action) {
    return another().with(b -> b.nextKeys(List.of(new NextKey(action.secretName(), true, key()))));
  }

  KeyFacts key() {
    PrivateKeySpec spec = view.certificate().spec().privateKey();
    return new KeyFacts(spec.effectiveAlgorithm(), spec.effectiveSize(), "key-" + made);
  }

  @Override
  public ModelWorld reuseKey(Action.ReuseKey action) {
    return with(
        b -> b.nextKeys(List.of(new NextKey(action.secretName(), true, view.secret().key()))));
  }

  @Override
  public ModelWorld deleteSecret(Action.DeleteSecret action) {
    List<NextKey> keys = new ArrayList<>(view.nextKeys());
    keys.removeIf(k -> k.secretName().equals(action.secretName()));
    List<PreviousBundle> previous = new ArrayList<>(view.previousBundles());
    previous.removeIf(p -> p.secretName().equals(action.secretName()));
    return with(b -> b.nextKeys(keys).previousBundles(previous));
  }

  @Override
  public ModelWorld createRequest(Action.CreateRequest action) {
    Certificate certificate = view.certificate();
    CsrFacts csr = CsrFacts.expectedOf(certificate.spec(), view.namedKey().key().publicKeyId());
    List<RequestFacts> requests = new ArrayList<>(view.requests());
    requests.add(RequestFacts.simulated(certificate, action, csr));
    return with(b -> b.requests(requests));
  }

  @Override
  public ModelWorld deleteRequest(Action.DeleteRequest action) {
    List<RequestFacts> requests = new ArrayList<>(view.requests());
    requests.removeIf(r -> r.name().equals(action.requestName()));
    return with(b -> b.requests(requests));
  }

  @Override
  public ModelWorld reviewRequest(Action.ReviewRequest action) {
    RequestFacts request = request(action.requestName());
    Condition decided = Condition.of(approval, ConditionStatus.TRUE, "Test", "the model says so");
    return approval.isEmpty() ? this : replace(request, conditions(request, decided).build(), null);
  }

  @Override
  public ModelWorld setRequestStatus(Action.SetRequestStatus action) {
    RequestFacts request = request(action.requestName());
    return replace(request, action.status(), request.leaf());
  }

  @Override
  public ModelWorld stepSigner(Action.StepSigner action) {
    RequestFacts request = request(action.requestName());
    Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
    Duration lifetime = view.certificate().spec().effectiveDuration();
    String id = request.csr().publicKeyId();
    return switch (answer) {
      case ISSUE -> issue(request, leaf(request, id, seconds, seconds.plus(lifetime)));
      case ISSUE_GARBAGE -> issue(request, null);
      case ISSUE_FOR_ANOTHER_KEY ->
          issue(request, leaf(request, "another", seconds, seconds.plus(lifetime)));
      case ISSUE_EXPIRED ->
          issue(request, leaf(request, id, seconds.minus(lifetime), seconds.minusSeconds(1)));
      case ISSUE_BACK_DATED ->
          issue(
              request,
              leaf(
                  request,
                  id,
                  seconds.minus(lifetime.multipliedBy(9).dividedBy(10)),
                  seconds.plus(lifetime.dividedBy(10))));
      case PEND ->
          replace(
              request,
              conditions(request, ready(Reasons.PENDING))
                  .signingTime(RequestFacts.signingBegan(request.status(), now))
                  .retryTime(now.plusSeconds(60))
                  .build(),
              null);
      case REFUSE -> fail(request, conditions(request, ready(Reasons.FAILED)), seconds);
      case CALL_INVALID -> {
        Condition invalid =
            Condition.of(ConditionTypes.INVALID_REQUEST, ConditionStatus.TRUE, "Invalid", "");
        CertificateRequestStatus status = conditions(request, invalid).build();
        List<Condition> both =
            Conditions.with(status.conditions(), ready(Reasons.FAILED), now, null);
        yield fail(request, status.toBuilder().conditions(both), seconds);
      }
    };
  }

  private ModelWorld fail(
      RequestFacts request, CertificateRequestStatus.Builder status, Instant time) {
    return replace(request, status.failureTime(time).build(), null);
  }

  private ModelWorld issue(RequestFacts request, LeafFacts leaf) {
    Condition issued = Condition.of(ConditionTypes.READY, ConditionStatus.TRUE, Reasons.ISSUED, "");
    return another().replace(request, conditions(request, issued).retryTime(null).build(), leaf);
  }

  private LeafFacts leaf(RequestFacts request, String keyId, Instant from, Instant to) {
    return LeafFacts.simulated(
        view.certificate().spec(), keyId, from, to, request.name() + "#" + made);
  }

  private static Condition ready(String reason) {
    return Condition.of(ConditionTypes.READY, ConditionStatus.FALSE, reason, "");
  }

  private CertificateRequestStatus.Builder conditions(RequestFacts request, Condition condition) {
    return request.status().toBuilder()
        .conditions(Conditions.with(request.status().conditions(), condition, now, null));
  }

  @Override
  public ModelWorld keepPrevious(Action.KeepPrevious action) {
    List<PreviousBundle> previous = new ArrayList<>(view.previousBundles());
    previous.add(new PreviousBundle(action.secretName(), action.revision(), true));
    return with(b -> b.previousBundles(previous));
  }

  @Override
  public ModelWorld publishSecret(Action.PublishSecret action) {
    LeafFacts leaf = request(action.requestName()).leaf();
    return with(
        b ->
            b.secret(
                SecretFacts.simulated(
                    IssuerList.using(
                        view.certificate(), request(action.requestName()).spec().issuerRef()),
                    view.namedKey().key(),
                    leaf)));
  }

  @Override
  public ModelWorld publishTemporary(Action.PublishTemporary action) {
    Certificate certificate = view.certificate();
    KeyFacts key = view.namedKey().key();
    LeafFacts leaf =
        LeafFacts.simulated(
            certificate.spec(), key.publicKeyId(), now, now.plusSeconds(9_000_000), "temporary");
    return with(b -> b.secret(SimulatedSecret.temporary(certificate, key, leaf)));
  }

  @Override
  public ModelWorld rewriteSecret(Action.RewriteSecret action) {
    SecretFacts old = view.secret();
    boolean temporary = old.annotation("cert-manager.io/issuer-name") == null;
    return with(
        b ->
            b.secret(
                temporary
                    ? SimulatedSecret.temporary(view.certificate(), old.requireKey(), old.leaf())
                    : SimulatedSecret.of(
                        IssuerList.using(view.certificate(), old.issuer()),
                        old.requireKey(),
                        old.leaf())));
  }

  @Override
  public ModelWorld pollRenewalInformation(Action.PollRenewalInformation action) {
    RenewalInformation information =
        RenewalInformation.of(view.certificate(), view.secret().leaf(), now);
    CertificateStatus polled =
        advice == Advice.NOT_NOW
            ? information.failed("no answer", Optional.empty())
            : information.answered(advice.from(now), 0.5);
    return certificate(b -> b.status(polled));
  }

  @Override
  public ModelWorld revokeCertificate(Action.RevokeCertificate action) {
    CertificateStatus status = view.certificate().status();
    RevocationStatus asked = status.revocation();
    RevocationStatus after =
        answer == Answer.PEND
            ? asked.failed("not now", now.plusSeconds(60 + asked.retries()))
            : asked.revokedAt(now);
    return certificate(b -> b.status(status.toBuilder().revocation(after).build()));
  }

  private ModelWorld replace(
      RequestFacts request, CertificateRequestStatus status, LeafFacts leaf) {
    List<RequestFacts> requests = new ArrayList<>(view.requests());
    requests.set(requests.indexOf(request), request.withStatus(status, leaf));
    return with(b -> b.requests(requests));
  }

  private RequestFacts request(String name) {
    return view.requests().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }
}
