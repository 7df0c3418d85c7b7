package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of labels and annotations, as Kubernetes has them, and of secret templates. */
final class TemplateRules {
  /** The most that all keys and values have together, in bytes. */
  private static final int MAX_ANNOTATIONS = 262_144;

  private TemplateRules() {}

  static List<Violation> check(SecretTemplate template, FieldPath path) {
    List<Violation> violations = new ArrayList<>();
    labels(template.labels(), path.child("labels"), violations);
    annotations(template.annotations(), path.child("annotations"), violations);
    for (String key : template.annotations().keySet()) {
      if (key.startsWith(Annotations.PREFIX) && !key.equals(Annotations.ALLOW_DIRECT_INJECTION)) {
        violations.add(
            Violation.invalid(
                path.child("annotations"), key, "cert-manager.io/* annotations are not allowed"));
      }
    }
    return violations;
  }

  static void labels(Map<String, String> labels, FieldPath path, List<Violation> violations) {
    labels.forEach(
        (key, value) -> {
          if (!ResourceNames.isQualifiedName(key)) {
            violations.add(Violation.invalid(path, key, "is not the key of a label"));
          }
          if (!ResourceNames.isLabelValue(value)) {
            violations.add(
                Violation.invalid(
                    path,
                    value,
                    "must be at most 63 letters, digits, '-', '_' and '.', beginning and ending"
                        + " with a letter or digit"));
          }
        });
  }

  static void annotations(
      Map<String, String> annotations, FieldPath path, List<Violation> violations) {
    long size = 0;
    for (Map.Entry<String, String> entry : annotations.entrySet()) {
      size += length(entry.getKey()) + length(entry.getValue());
      if (!ResourceNames.isQualifiedName(entry.getKey().toLowerCase(Locale.ROOT))) {
        violations.add(Violation.invalid(path, entry.getKey(), "is not the key of an annotation"));
      }
    }
    if (size > MAX_ANNOTATIONS) {
      violations.add(
          new Violation(
              path,
              Rule.TOO_LONG,
              "",
              "has " + size + " bytes in all; at most " + MAX_ANNOTATIONS + " are allowed"));
    }
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
