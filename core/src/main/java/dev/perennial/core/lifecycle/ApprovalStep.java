package dev.perennial.core.lifecycle;

import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import java.time.Instant;
import java.util.Optional;

/**
 * Has a request of the certificate approved or denied. Source: cert-manager {@code
 * pkg/controller/certificaterequests/approver}.
 */
final class ApprovalStep implements Lifecycle.Step {
  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    RequestFacts request = view.nextRequest();
    if (!view.isIssuing() || request == null || isDecided(request)) {
      return Optional.empty();
    }
    return Optional.of(new Action.ReviewRequest(request.name()));
  }

  /** Returns whether the request needs no review any more. */
  static boolean isDecided(RequestFacts request) {
    return Conditions.isTrue(request.status().conditions(), ConditionTypes.APPROVED)
        || Conditions.isTrue(request.status().conditions(), ConditionTypes.DENIED)
        || Conditions.isTrue(request.status().conditions(), ConditionTypes.INVALID_REQUEST)
        || request
            .status()
            .condition(ConditionTypes.READY)
            .filter(c -> SigningStep.isFinal(c))
            .isPresent();
  }
}
