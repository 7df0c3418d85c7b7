package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules that cert-manager's webhook and API defaults put on resources, and those that Perennial
 * adds. All violations are collected; nothing is thrown.
 */
public final class Validation {
  private Validation() {}

  /** Returns what a certificate breaks, in field order; empty when it is valid. */
  public static List<Violation> check(Certificate certificate) {
    return CertificateRules.check(certificate.spec());
  }

  /** Returns what a new certificate request breaks, in field order; empty when it is valid. */
  public static List<Violation> check(CertificateRequest request) {
    List<Violation> violations = new ArrayList<>();
    if (request.spec().request().isEmpty()) {
      violations.add(Violation.required(FieldPath.SPEC.child("request"), "must be specified"));
    }
    violations.addAll(
        IssuerRefRules.check(request.spec().issuerRef(), FieldPath.SPEC.child("issuerRef")));
    return List.copyOf(violations);
  }

  /** Returns what a change of a certificate request breaks; empty when it is allowed. */
  public static List<Violation> checkUpdate(CertificateRequest old, CertificateRequest changed) {
    return old.spec().equals(changed.spec())
        ? List.of()
        : List.of(Violation.forbidden(FieldPath.SPEC, "cannot change once it is created"));
  }

  /** Returns what an issuer breaks that no provider needs to know of; empty when it is valid. */
  public static List<Violation> check(Issuer issuer) {
    if (!issuer.type().group().equals(ResourceType.CERT_MANAGER_GROUP)) {
      return List.of();
    }
    List<String> names = issuer.spec().names();
    if (names.isEmpty()) {
      return List.of(Violation.required(FieldPath.SPEC, "at least one issuer must be configured"));
    }
    return names.stream()
        .skip(1)
        .map(
            name ->
                Violation.forbidden(
                    FieldPath.SPEC.child(name), "may not specify more than one issuer type"))
        .toList();
  }

  /** Returns what a secret breaks, in field order; empty when it is valid. */
  public static List<Violation> check(SecretBundle secret) {
    return ResourceNames.isSubdomain(secret.meta().name())
        ? List.of()
        : List.of(
            Violation.invalid(
                FieldPath.ROOT.child("metadata").child("name"),
                secret.meta().name(),
                ResourceNames.SUBDOMAIN_RULE));
  }
}
