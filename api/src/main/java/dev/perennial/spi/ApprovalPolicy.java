package dev.perennial.spi;

import dev.perennial.model.CertificateRequest;

/**
 * Decides whether a request may be signed. Called by one thread at a time for one request; it may
 * block for a short while. A decision is final for the request.
 */
@FunctionalInterface
public interface ApprovalPolicy {
  /** Returns the decision on a request; {@link Approval#undecided()} leaves it open. */
  Approval review(CertificateRequest request);

  /** Returns the policy that approves everything, with the reason and message of cert-manager. */
  static ApprovalPolicy approveAll() {
    return request ->
        Approval.approved(
            "cert-manager.io", "Certificate request has been approved by cert-manager.io");
  }
}
