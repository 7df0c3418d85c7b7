package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;

/** The rules of metadata that every kind has. Source: Kubernetes' object metadata. */
final class MetaRules {
  private static final FieldPath META = FieldPath.ROOT.child("metadata");

  private MetaRules() {}

  static List<Violation> check(ObjectMeta meta) {
    List<Violation> violations = new ArrayList<>();
    if (meta.name().isEmpty()) {
      violations.add(Violation.required(META.child("name"), "must be specified"));
    } else if (!ResourceNames.isSubdomain(meta.name())) {
      violations.add(
          Violation.invalid(META.child("name"), meta.name(), ResourceNames.SUBDOMAIN_RULE));
    }
    String namespace = meta.namespace();
    boolean label =
        namespace.length() <= 63
            && namespace.indexOf('.') < 0
            && (namespace.isEmpty() || ResourceNames.isSubdomain(namespace));
    if (!label) {
      violations.add(
          Violation.invalid(
              META.child("namespace"),
              namespace,
              "must be a lower case RFC 1123 label: at most 63 letters, digits and '-', beginning"
                  + " and ending with a letter or digit"));
    }
    TemplateRules.labels(meta.labels(), META.child("labels"), violations);
    TemplateRules.annotations(meta.annotations(), META.child("annotations"), violations);
    return violations;
  }
}
