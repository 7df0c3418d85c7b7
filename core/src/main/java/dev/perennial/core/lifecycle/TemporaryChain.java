package dev.perennial.core.lifecycle;

import java.time.Instant;
import java.util.List;

/**
 * Whether a temporary certificate is needed: the secret has no pair at all. Source: cert-manager
 * {@code NewTemporaryCertificatePolicyChain}.
 */
final class TemporaryChain {
  /** The policies, in order. */
  static final List<Policy> POLICIES =
      List.of(
          new Policy("SecretDoesNotExist", SecretPolicies::doesNotExist),
          new Policy("SecretIsMissingData", SecretPolicies::isMissingData),
          new Policy("SecretPublicKeysDiffer", SecretPolicies::publicKeysDiffer));

  private TemporaryChain() {}

  /** Returns the findings, up to the first violation. */
  static List<Finding> check(View view) {
    return Policy.run(POLICIES, PolicyInput.of(view, Instant.EPOCH));
  }
}
