package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules of secrets. Source: Kubernetes {@code pkg/apis/core/validation.ValidateSecret} and
 * {@code ValidateSecretUpdate}. The rules of its types are left out: a secret with {@code tls.key}
 * alone is a step on the way here.
 */
final class SecretRules {
  /** The most that all values have together, in bytes. */
  private static final long MAX_BYTES = 1024 * 1024;

  private static final int MAX_KEY = 253;

  private static final FieldPath DATA = FieldPath.ROOT.child("data");

  private SecretRules() {}

  static List<Violation> check(SecretBundle secret) {
    List<Violation> violations = new ArrayList<>();
    long size = 0;
    for (Map.Entry<String, SecretBytes> entry : secret.data().entrySet()) {
      size += entry.getValue().size();
      if (!isKey(entry.getKey())) {
        violations.add(
            Violation.invalid(
                DATA.key(entry.getKey()),
                entry.getKey(),
                "a key has at most 253 letters, digits, '-', '_' and '.', is not '.' and does not"
                    + " begin with '..'"));
      }
    }
    if (size > MAX_BYTES) {
      violations.add(
          new Violation(
              DATA,
              Rule.TOO_LONG,
              "",
              "has " + size + " bytes in all; at most " + MAX_BYTES + " are allowed"));
    }
    return violations;
  }

  static List<Violation> checkUpdate(SecretBundle old, SecretBundle changed) {
    List<Violation> violations = new ArrayList<>();
    if (!old.secretType().equals(changed.secretType())) {
      violations.add(
          Violation.invalid(
              FieldPath.ROOT.child("type"),
              changed.secretType(),
              "cannot change once it is created; it is " + old.secretType()));
    }
    if (Boolean.TRUE.equals(old.immutable())) {
      if (!Boolean.TRUE.equals(changed.immutable())) {
        violations.add(
            Violation.forbidden(FieldPath.ROOT.child("immutable"), "cannot be taken back"));
      }
      if (!old.data().equals(changed.data())) {
        violations.add(Violation.forbidden(DATA, "cannot change: the secret is immutable"));
      }
    }
    return violations;
  }

  private static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= MAX_KEY
        && !key.equals(".")
        && !key.startsWith("..")
        && key.chars().allMatch(SecretRules::isKeyCharacter);
  }

  private static boolean isKeyCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
