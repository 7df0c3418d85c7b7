package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import dev.perennial.model.x509.OutputFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules of certificates. Source: cert-manager {@code
 * internal/apis/certmanager/validation/certificate.go}.
 */
final class CertificateRules {
  private static final FieldPath SPEC = FieldPath.SPEC;

  private CertificateRules() {}

  static List<Violation> check(CertificateSpec spec) {
    List<Violation> violations = new ArrayList<>();
    secretName(spec, violations);
    violations.addAll(SubjectRules.check(spec));
    violations.addAll(NameRules.check(spec));
    violations.addAll(SizeRules.check(spec));
    violations.addAll(IssuerRefRules.check(spec.issuerRef(), SPEC.child("issuerRef")));
    violations.addAll(PrivateKeyRules.check(spec));
    violations.addAll(RenewalRules.check(spec));
    violations.addAll(NameConstraintRules.check(spec));
    secretContent(spec, violations);
    historyLimit(spec, violations);
    return violations;
  }

  private static void secretName(CertificateSpec spec, List<Violation> violations) {
    FieldPath path = SPEC.child("secretName");
    if (spec.secretName().isEmpty()) {
      violations.add(Violation.required(path, "must be specified"));
    } else if (!ResourceNames.isSubdomain(spec.secretName())) {
      violations.add(Violation.invalid(path, spec.secretName(), ResourceNames.SUBDOMAIN_RULE));
    }
  }

  private static void secretContent(CertificateSpec spec, List<Violation> violations) {
    Set<OutputFormat> found = new HashSet<>();
    List<OutputFormat> formats = spec.additionalOutputFormats();
    for (int i = 0; i < formats.size(); i++) {
      if (!found.add(formats.get(i))) {
        violations.add(
            new Violation(
                SPEC.child("additionalOutputFormats").index(i).child("type"),
                Rule.DUPLICATE,
                formats.get(i).manifestName(),
                "stands twice; keep one"));
      }
    }
    SecretTemplate template = spec.secretTemplate();
    if (template != null) {
      violations.addAll(TemplateRules.check(template, SPEC.child("secretTemplate")));
    }
    KeystoresSpec keystores = spec.keystores();
    if (keystores != null) {
      violations.addAll(KeystoreRules.check(keystores, SPEC.child("keystores")));
    }
  }

  private static void historyLimit(CertificateSpec spec, List<Violation> violations) {
    Integer limit = spec.revisionHistoryLimit();
    if (limit != null && limit < 1) {
      violations.add(
          Violation.invalid(SPEC.child("revisionHistoryLimit"), limit, "must not be less than 1"));
    }
  }
}
