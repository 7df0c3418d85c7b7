package dev.perennial.core.lifecycle;

import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Deletes certificate requests beyond the history limit and previous bundles beyond the number to
 * keep, once the certificate is ready. Source: cert-manager {@code
 * pkg/controller/certificates/revisionmanager}.
 */
final class HistoryStep implements Lifecycle.Step {
  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    if (!Conditions.isTrue(view.certificate().status().conditions(), ConditionTypes.READY)) {
      return Optional.empty();
    }
    int limit = view.certificate().spec().effectiveRevisionHistoryLimit();
    Optional<RequestFacts> old =
        beyond(view.requests(), limit).stream().filter(r -> isDispensable(r, view)).findFirst();
    if (old.isPresent()) {
      return Optional.of(new Action.DeleteRequest(old.get().name(), "the history keeps " + limit));
    }
    return view.isIssuing() ? Optional.empty() : Previous.prune(view);
  }

  /**
   * While the next one is issued, the secret is held against the current request still: without it
   * an edit of the spec could go unnoticed if that issuance fails.
   */
  private static boolean isDispensable(RequestFacts request, View view) {
    return !view.isIssuing() || !request.equals(view.currentRequest());
  }

  /**
   * Returns the requests with a revision that exceed the limit, oldest first (cert-manager: {@code
   * certificateRequestsToDelete}).
   */
  static List<RequestFacts> beyond(List<RequestFacts> requests, int limit) {
    List<RequestFacts> sorted =
        requests.stream()
            .filter(r -> r.revision() != null)
            .sorted(Comparator.comparing(RequestFacts::requireRevision))
            .toList();
    return sorted.subList(0, Math.max(0, sorted.size() - limit));
  }
}
