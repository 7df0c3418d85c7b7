package dev.perennial.issuer.acme;

import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.issuer.acme.config.SecretRef;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.VersionConflictException;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The account key of one issuer, in its secret. Safe for use by several threads. */
final class AccountKey {
  static final KeySpec NEW = new KeySpec(KeyAlgorithm.ECDSA, 256);
  private static final Set<KeySpec> USABLE = Set.of(NEW, new KeySpec(KeyAlgorithm.ECDSA, 384));

  private final IssuerContext context;
  private final ResourceName name;
  private final String dataKey;
  private final boolean mayGenerate;

  AccountKey(IssuerContext context, SecretRef ref, boolean mayGenerate) {
    this.context = context;
    this.name = new ResourceName(context.secretNamespace(), ref.name());
    this.dataKey = ref.key();
    this.mayGenerate = mayGenerate;
  }

  /** Returns the key; it is made when there is no secret and it may be. */
  PrivateKey read() throws UnusableAccountException {
    Optional<SecretBundle> secret = context.secrets().read(name);
    Optional<SecretBytes> pem = secret.flatMap(s -> s.value(dataKey));
    return pem.isEmpty() ? generate(secret.isPresent()) : decode(pem.get());
  }

  private PrivateKey decode(SecretBytes pem) throws UnusableAccountException {
    try {
      PrivateKey key = PrivateKeys.decode(pem.revealBytes());
      KeySpec spec = PrivateKeys.specOf(key);
      if (spec.algorithm() == KeyAlgorithm.RSA || USABLE.contains(spec)) {
        return key;
      }
    } catch (PkiException e) {
      throw unusable("the account key in secret " + name + " cannot be read: " + e.getMessage());
    }
    throw unusable("the account key in secret " + name + " must be RSA or ECDSA on P-256 or P-384");
  }

  private static UnusableAccountException unusable(String message) {
    return new UnusableAccountException("ErrVerifyACMEAccount", message, false);
  }

  private PrivateKey generate(boolean secretIsThere) throws UnusableAccountException {
    if (!mayGenerate || secretIsThere) {
      throw new UnusableAccountException(
          "ErrVerifyACMEAccount",
          "the secret "
              + name
              + " must hold the account key in \""
              + dataKey
              + "\""
              + (secretIsThere ? "" : ", since disableAccountKeyGeneration is set"),
          true);
    }
    PrivateKey key = PrivateKeys.generate(NEW, Crypto.of(context.random()));
    SecretBundle bundle =
        SecretBundle.builder()
            .meta(
                ObjectMeta.builder()
                    .name(name.name())
                    .namespace(name.namespace())
                    .labels(Map.of(Labels.FAO, "true"))
                    .build())
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of(dataKey, encode(key)))
            .build();
    try {
      context.secretStore().create(bundle);
      return key;
    } catch (VersionConflictException e) {
      throw new UnusableAccountException(
          "ErrVerifyACMEAccount", "another node made the account key at the same time", true);
    }
  }

  static SecretBytes encode(PrivateKey key) {
    return SecretBytes.copyOf(PrivateKeys.encode(key, KeyEncoding.PKCS8));
  }
}
