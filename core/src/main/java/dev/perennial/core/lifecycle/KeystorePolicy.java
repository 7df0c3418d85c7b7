package dev.perennial.core.lifecycle;

import static dev.perennial.core.lifecycle.Policy.passed;
import static dev.perennial.core.lifecycle.Policy.violated;

import dev.perennial.core.lifecycle.Policy.Violation;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.Pkcs12Keystore;
import dev.perennial.model.Reasons;
import dev.perennial.model.SecretBundle;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a secret has the keystores that are asked for, and no other. Source: cert-manager {@code
 * SecretKeystoreFormatMismatch}.
 */
final class KeystorePolicy {
  private KeystorePolicy() {}

  /** Looks at what is there, not at what is in it. */
  static Optional<Violation> keystoreFormatMismatch(PolicyInput input) {
    KeystoresSpec keystores = input.spec().keystores();
    JksKeystore jks = keystores == null ? null : keystores.jks();
    Pkcs12Keystore pkcs12 = keystores == null ? null : keystores.pkcs12();
    Store ofJks = new Store("JKS", SecretBundle.KEYSTORE_JKS, SecretBundle.TRUSTSTORE_JKS);
    Store ofPkcs12 = new Store("PKCS12", SecretBundle.KEYSTORE_P12, SecretBundle.TRUSTSTORE_P12);
    if (keystores == null) {
      return ofJks.isThere(input.secret()) || ofPkcs12.isThere(input.secret())
          ? violated(Reasons.SECRET_MISMATCH, "Keystore is not defined")
          : passed();
    }
    return ofJks
        .check(jks == null ? null : jks.create(), input.secret())
        .or(() -> ofPkcs12.check(pkcs12 == null ? null : pkcs12.create(), input.secret()));
  }

  /** Looks at passwords, alias and profile, which cert-manager does not. */
  static Optional<Violation> keystoreSettingsMismatch(PolicyInput input) {
    return input.spec().keystores() == null || input.secret().keystoresFit()
        ? passed()
        : violated(
            Reasons.SECRET_MISMATCH,
            "Keystores were written with another password, alias or profile");
  }

  /** One kind of keystore with its trust store. */
  private record Store(String kind, String keystore, String truststore) {
    boolean isThere(SecretFacts secret) {
      Set<String> keys = secret.filledKeys();
      return keys.contains(keystore) || keys.contains(truststore);
    }

    /** A trust store is there when a CA is. */
    boolean isComplete(SecretFacts secret) {
      Set<String> keys = secret.filledKeys();
      return keys.contains(keystore) && (keys.contains(truststore) || !secret.providesCa());
    }

    Optional<Violation> check(@Nullable Boolean create, SecretFacts secret) {
      if (create != null && create) {
        return isComplete(secret)
            ? passed()
            : violated(Reasons.SECRET_MISMATCH, kind + " Keystore key does not contain data");
      }
      String why = create == null ? " Keystore not defined" : " Keystore create disabled";
      return isThere(secret) ? violated(Reasons.SECRET_MISMATCH, kind + why) : passed();
    }
  }
}
