package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules of secret templates: Kubernetes' grammar of labels and annotations. */
final class TemplateRules {
  private static final int MAX_ANNOTATIONS = 262_144;

  private TemplateRules() {}

  static List<Violation> check(SecretTemplate template, FieldPath path) {
    List<Violation> violations = new ArrayList<>();
    template
        .labels()
        .forEach(
            (key, value) -> {
              if (!ResourceNames.isQualifiedName(key)) {
                violations.add(
                    Violation.invalid(path.child("labels"), key, "is not the key of a label"));
              }
              if (!ResourceNames.isLabelValue(value)) {
                violations.add(
                    Violation.invalid(
                        path.child("labels"),
                        value,
                        "must be at most 63 letters, digits, '-', '_' and '.', beginning and ending"
                            + " with a letter or digit"));
              }
            });
    FieldPath annotations = path.child("annotations");
    long size = 0;
    for (var entry : template.annotations().entrySet()) {
      String key = entry.getKey();
      size += length(key) + length(entry.getValue());
      if (!ResourceNames.isQualifiedName(key.toLowerCase(Locale.ROOT))) {
        violations.add(Violation.invalid(annotations, key, "is not the key of an annotation"));
      }
      if (key.startsWith(Annotations.PREFIX) && !key.equals(Annotations.ALLOW_DIRECT_INJECTION)) {
        violations.add(
            Violation.invalid(annotations, key, "cert-manager.io/* annotations are not allowed"));
      }
    }
    if (size > MAX_ANNOTATIONS) {
      violations.add(
          new Violation(
              annotations,
              Rule.TOO_LONG,
              "",
              "may not be more than " + MAX_ANNOTATIONS + " bytes in all"));
    }
    return violations;
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
