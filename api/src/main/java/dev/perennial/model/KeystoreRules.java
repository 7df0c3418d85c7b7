package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of keystores: exactly one source of the password. */
final class KeystoreRules {
  private KeystoreRules() {}

  static List<Violation> check(KeystoresSpec keystores, FieldPath path) {
    List<Violation> violations = new ArrayList<>();
    JksKeystore jks = keystores.jks();
    if (jks != null) {
      password(jks.password(), jks.passwordSecretRef(), path.child("jks"), violations);
    }
    Pkcs12Keystore p12 = keystores.pkcs12();
    if (p12 != null) {
      password(p12.password(), p12.passwordSecretRef(), path.child("pkcs12"), violations);
    }
    return violations;
  }

  private static void password(
      @Nullable SecretBytes literal,
      @Nullable SecretKeySelector ref,
      FieldPath path,
      List<Violation> violations) {
    boolean named = ref != null && !ref.name().isEmpty();
    if (literal != null && named) {
      violations.add(
          Violation.forbidden(path, "set one of password and passwordSecretRef, not both"));
    }
    if (literal == null && !named) {
      violations.add(Violation.forbidden(path, "set one of password and passwordSecretRef"));
    }
    if (literal != null && literal.size() == 0) {
      violations.add(
          Violation.forbidden(path.child("password"), "may not be empty when it is set"));
    }
  }
}
