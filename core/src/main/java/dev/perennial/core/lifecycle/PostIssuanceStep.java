package dev.perennial.core.lifecycle;

import dev.perennial.model.Reasons;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Brings metadata, output formats and keystores of the secret back in line without issuing anew.
 * Source: cert-manager {@code secret_manager.go}.
 */
final class PostIssuanceStep implements Lifecycle.Step {
  @Override
  public Optional<Action> next(View view, Instant now, Lifecycle.Trail trail) {
    boolean ours = view.secret().hasPair() && SecretOwner.otherOwner(view).isEmpty();
    if (view.isIssuing() || !ours) {
      return Optional.empty();
    }
    List<Finding> findings = PostIssuanceChain.check(view);
    trail.addAll(findings);
    Optional<Finding> violation = findings.stream().filter(Finding::isViolated).findFirst();
    if (violation.isEmpty() || violation.get().reason().equals(Reasons.INVALID_CERTIFICATE)) {
      return Optional.empty();
    }
    if (view.keystoreProblem() != null) {
      trail.notice(Notice.warning("KeystorePasswordSecretNotFound", view.keystoreProblem()));
      trail.add(
          Finding.waiting("Keystores", "KeystorePasswordSecretNotFound", view.keystoreProblem()));
      return Optional.empty();
    }
    return Optional.of(new Action.RewriteSecret(violation.get().reason()));
  }
}
