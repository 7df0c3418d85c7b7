package dev.perennial.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of certificate requests, without those that need the CSR decoded. Source: cert-manager
 * {@code internal/apis/certmanager/validation/certificaterequest.go}.
 */
final class RequestRules {
  private static final FieldPath CONDITIONS = FieldPath.ROOT.child("status").child("conditions");
  private static final FieldPath ANNOTATIONS =
      FieldPath.ROOT.child("metadata").child("annotations");
  private static final List<String> DECISIONS =
      List.of(ConditionTypes.APPROVED, ConditionTypes.DENIED);

  private RequestRules() {}

  static List<Violation> check(CertificateRequest request) {
    CertificateRequestSpec spec = request.spec();
    List<Violation> violations =
        new ArrayList<>(IssuerRefRules.check(spec.issuerRef(), FieldPath.SPEC.child("issuerRef")));
    if (spec.request().isEmpty()) {
      violations.add(Violation.required(FieldPath.SPEC.child("request"), "must be specified"));
    }
    Duration duration = spec.duration();
    if (duration != null && (duration.isNegative() || duration.isZero())) {
      violations.add(
          Violation.invalid(
              FieldPath.SPEC.child("duration"),
              RenewalRules.shown(duration),
              "must be longer than zero, such as 2160h"));
    }
    violations.addAll(decisions(request.status().conditions()));
    return violations;
  }

  static List<Violation> checkUpdate(CertificateRequest old, CertificateRequest changed) {
    List<Violation> violations = new ArrayList<>();
    annotations(old.meta().annotations(), changed.meta().annotations(), violations);
    List<Condition> before = old.status().conditions();
    List<Condition> after = changed.status().conditions();
    for (String type : DECISIONS) {
      Optional<Condition> decided = Conditions.find(before, type);
      if (decided.isPresent() && !decided.equals(Conditions.find(after, type))) {
        violations.add(
            Violation.forbidden(CONDITIONS, "'" + type + "' may not be modified once it is set"));
      }
    }
    violations.addAll(decisions(after));
    if (!old.spec().equals(changed.spec())) {
      violations.add(Violation.forbidden(FieldPath.SPEC, "cannot change once it is created"));
    }
    return violations;
  }

  /** Approved and Denied stand once at most, are only True, and exclude each other. */
  private static List<Violation> decisions(List<Condition> conditions) {
    List<Violation> violations = new ArrayList<>();
    int kinds = 0;
    for (String type : DECISIONS) {
      List<Condition> found = conditions.stream().filter(c -> c.type().equals(type)).toList();
      kinds += found.isEmpty() ? 0 : 1;
      if (found.size() > 1) {
        violations.add(
            Violation.forbidden(CONDITIONS, "'" + type + "' stands more than once; keep one"));
      } else if (found.size() == 1 && !found.get(0).isTrue()) {
        violations.add(
            Violation.invalid(
                CONDITIONS.index(conditions.indexOf(found.get(0))).child("status"),
                found.get(0).status().manifestName(),
                "'" + type + "' may only be set to True"));
      }
    }
    if (kinds > 1) {
      violations.add(Violation.forbidden(CONDITIONS, "'Denied' and 'Approved' exclude each other"));
    }
    return violations;
  }

  /** What cert-manager and Perennial note on a request cannot be changed from outside. */
  private static void annotations(
      Map<String, String> old, Map<String, String> changed, List<Violation> violations) {
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(changed.keySet());
    for (String key : keys) {
      boolean kept = key.startsWith("cert-manager.io") || key.startsWith("acme.cert-manager.io");
      String before = old.get(key);
      if (kept && (before == null || !before.equals(changed.get(key)))) {
        violations.add(
            Violation.forbidden(ANNOTATIONS.child(key), "cannot change once it is created"));
      }
    }
  }
}
