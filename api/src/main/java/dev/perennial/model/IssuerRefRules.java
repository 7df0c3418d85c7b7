package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules of references to issuers. */
final class IssuerRefRules {
  private static final Set<String> KINDS = Set.of("", "Issuer", "ClusterIssuer");

  private IssuerRefRules() {}

  static List<Violation> check(IssuerRef ref, FieldPath path) {
    List<Violation> violations = new ArrayList<>();
    if (ref.name().isEmpty()) {
      violations.add(Violation.required(path.child("name"), "must be specified"));
    }
    boolean builtIn = ref.groupOrDefault().equals(ResourceType.CERT_MANAGER_GROUP);
    if (builtIn && !KINDS.contains(ref.kind())) {
      violations.add(
          Violation.invalid(
              path.child("kind"),
              ref.kind(),
              "must be Issuer or ClusterIssuer; an issuer of another kind needs its group in"
                  + " issuerRef.group"));
    }
    return violations;
  }
}
