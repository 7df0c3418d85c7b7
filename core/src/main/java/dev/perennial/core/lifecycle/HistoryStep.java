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
    List<RequestFacts> old = beyond(view.requests(), limit);
    if (!old.isEmpty()) {
      return Optional.of(new Action.DeleteRequest(old.get(0).name(), "the history keeps " + limit));
    }
    return view.isIssuing() ? Optional.empty() : Previous.prune(view);
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
