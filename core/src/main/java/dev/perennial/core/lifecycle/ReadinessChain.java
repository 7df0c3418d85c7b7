package dev.perennial.core.lifecycle;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a certificate is ready: what the secret holds is what the spec wants and still valid.
 * Source: cert-manager {@code NewReadinessPolicyChain}.
 */
final class ReadinessChain {
  /** What trigger and readiness have in common, in order. */
  static final List<Policy> UP_TO_DATE =
      Stream.concat(
              TemporaryChain.POLICIES.stream(),
              Stream.of(
                  new Policy(
                      "SecretIssuerAnnotationsMismatch", SecretPolicies::issuerAnnotationsMismatch),
                  new Policy(
                      "SecretCertificateNameAnnotationsMismatch",
                      SecretPolicies::certificateNameAnnotationMismatch),
                  new Policy(
                      "SecretPrivateKeyMismatchesSpec", SecretPolicies::privateKeyMismatchesSpec),
                  new Policy(
                      "SecretPublicKeyDiffersFromCurrentCertificateRequest",
                      SecretPolicies::publicKeyDiffersFromCurrentRequest),
                  new Policy(
                      "CurrentCertificateRequestMismatchesSpec",
                      SecretPolicies::currentRequestMismatchesSpec)))
          .toList();

  /** The policies, in order. */
  static final List<Policy> POLICIES =
      Stream.concat(
              UP_TO_DATE.stream(),
              Stream.of(
                  new Policy("CurrentCertificateHasExpired", SecretPolicies::hasExpired),
                  Compromise.POLICY))
          .toList();

  private ReadinessChain() {}
}
