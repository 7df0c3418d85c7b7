package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.core.pki.SpecMatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps exactly one certificate request of the next revision that fits the spec and the next
 * private key. Source: cert-manager {@code pkg/controller/certificates/requestmanager}; unlike it,
 * a request that was denied, was called invalid or brought an unusable leaf in an earlier attempt
 * is made anew too, so that it does not stick under rotation policy Never.
 */
final class RequestStep implements Lifecycle.Step {
  private static final String NAME = "NextRequest";

  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    NextKey key = view.namedKey();
    if (!view.isIssuing() || key == null || key.key() == null || !fits(view, key.key())) {
      return Optional.empty();
    }
    for (RequestFacts request : view.requests()) {
      if (request.revision() == null) {
        return delete(request, "it has no valid revision annotation");
      }
    }
    List<RequestFacts> kept = new ArrayList<>();
    for (RequestFacts request : view.requestsOf(view.nextRevision())) {
      Optional<String> wrong = whatIsWrong(view, request, key.key().publicKeyId(), now);
      if (wrong.isPresent()) {
        return delete(request, wrong.get());
      }
      kept.add(request);
    }
    if (kept.size() > 1) {
      trail.add(
          Finding.waiting(NAME, "SeveralRequests", "several requests of the next revision fit"));
      return Optional.empty();
    }
    return kept.isEmpty() ? create(view, key, now, trail) : passed(trail);
  }

  /** The key step sees to one that does not; until then no CA need be asked. */
  private static boolean fits(View view, KeyFacts key) {
    return !Compromise.isCompromised(key, view.certificate())
        && SpecMatch.privateKeyViolations(key, view.certificate().spec().privateKey()).isEmpty();
  }

  private static Optional<String> whatIsWrong(
      View view, RequestFacts request, String publicKeyId, Instant now) {
    if (request.csr() == null) {
      return Optional.of("its CSR does not decode");
    }
    if (!request.csr().publicKeyId().equals(publicKeyId)) {
      return Optional.of("its CSR has another key than the next private key");
    }
    List<String> mismatches = request.mismatches(IssuerList.attemptedSpec(view.certificate()));
    if (!mismatches.isEmpty()) {
      return Optional.of("it does not match the spec: " + mismatches);
    }
    if (Attempts.endedBeforeThisIssuance(view, request, now)) {
      return Optional.of("it ended without a usable certificate in an earlier attempt");
    }
    return Optional.empty();
  }

  private static Optional<Action> create(
      View view, NextKey key, Instant now, Lifecycle.Trail trail) {
    Optional<String> problem = SigningRequests.problem(view.certificate().spec());
    if (problem.isPresent()) {
      String message = "Failed to generate CSR: " + problem.get() + " - will not retry";
      trail.add(Finding.waiting(NAME, "RequestFailed", message));
      trail.notice(Notice.warning("RequestFailed", message));
      return Optional.empty();
    }
    int revision = view.nextRevision();
    String name = Names.request(view.certificate().meta().name(), revision);
    for (ForeignRequest foreign : view.foreignRequests()) {
      if (foreign.name().equals(name)) {
        return makeRoom(view, foreign, now, trail);
      }
    }
    return Optional.of(
        new Action.CreateRequest(
            name, revision, key.secretName(), IssuerList.attempted(view.certificate())));
  }

  private static Optional<Action> makeRoom(
      View view, ForeignRequest foreign, Instant now, Lifecycle.Trail trail) {
    if (foreign.orphan()) {
      return Optional.of(
          new Action.DeleteRequest(foreign.name(), "the Certificate that it was for is gone"));
    }
    String message =
        "Failed to create CertificateRequest: the CertificateRequest \""
            + foreign.name()
            + "\" stands where the next request belongs and is not owned by this Certificate;"
            + " delete or rename it";
    trail.add(Finding.waiting(NAME, "RequestFailed", message));
    trail.notice(Notice.warning("RequestFailed", message));
    trail.wakeAt(now.plus(view.settings().duplicateRecheck()));
    return Optional.empty();
  }

  private static Optional<Action> delete(RequestFacts request, String why) {
    return Optional.of(new Action.DeleteRequest(request.name(), why));
  }

  private static Optional<Action> passed(Lifecycle.Trail trail) {
    trail.add(Finding.passed(NAME));
    return Optional.empty();
  }
}
