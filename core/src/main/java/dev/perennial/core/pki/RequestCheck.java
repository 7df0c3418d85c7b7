package dev.perennial.core.pki;

import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules of certificate requests, those included that need the CSR decoded: it must be a CSR
 * that its own key signed, and what it says of usages and of being a CA must be what the request
 * says. Source: cert-manager {@code validateCertificateRequestSpecRequest}. Safe for use by several
 * threads.
 */
public final class RequestCheck {
  private RequestCheck() {}

  /** Returns what a request breaks, in field order; empty when it is valid. */
  public static List<Violation> check(CertificateRequest request) {
    List<Violation> violations = new ArrayList<>(Validation.check(request));
    if (!request.spec().request().isEmpty()) {
      violations.addAll(checkCsr(request.spec()));
    }
    return List.copyOf(violations);
  }

  /** Returns what the CSR of a request breaks; empty when it may be signed. */
  public static List<Violation> checkCsr(CertificateRequestSpec spec) {
    try {
      CertificateSigningRequest csr = SigningRequests.parsePem(spec.request());
      CertificateTemplate.requireAgreement(
          csr, spec.isCa(), KeyUsages.of(spec.usages(), spec.isCa()));
      return List.of();
    } catch (PkiException e) {
      return List.of(
          Violation.invalid(FieldPath.SPEC.child("request"), "", String.valueOf(e.getMessage())));
    }
  }
}
