package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.model.CertificateStatus;
import org.jspecify.annotations.Nullable;

/**
 * A secret with a next private key. Immutable.
 *
 * @param secretName the name of the secret
 * @param owned whether the certificate owns it and it is labelled as a next private key
 * @param key what is known of the key; null when the secret has none that decodes
 */
public record NextKey(String secretName, boolean owned, @Nullable KeyFacts key) {
  /** Returns the name of the secret that a status names; null when it names none. */
  public static @Nullable String nameIn(CertificateStatus status) {
    String name = status.nextPrivateKeySecretName();
    return name == null || name.isEmpty() ? null : name;
  }

  /** Returns the beginning of the names of all requests and next keys of a certificate. */
  public static String prefix(String certificateName) {
    return Names.prefix(certificateName);
  }
}
