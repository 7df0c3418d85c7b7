package dev.perennial.issuer.acme.alpn;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.SecretStore;
import dev.perennial.spi.TlsAlpn01Solver;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps the certificates of challenges in the store, each in a secret named after its server name,
 * so that every node that shares the store shows them. Safe for use by several threads.
 */
public final class TlsAlpn01Answers implements TlsAlpn01Solver {
  /** Names of secrets that a host name can be; the store's own rule is no wider. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private final SecretStore store;

  /** Makes a solver on the store of an issuer. */
  public TlsAlpn01Answers(SecretStore store) {
    this.store = store;
  }

  /** Returns where the certificate of a name is kept, or empty when it is no host name. */
  public static Optional<ResourceName> place(String serverName) {
    return NAME.matcher(serverName).matches()
        ? Optional.of(new ResourceName(NAMESPACE, serverName))
        : Optional.empty();
  }

  /** Returns what a secret holds, or empty when it is damaged. */
  public static Optional<ChallengeCertificate> decode(SecretBundle secret) {
    try {
      Optional<SecretBytes> key = secret.value(SecretBundle.TLS_KEY);
      Optional<SecretBytes> certificate = secret.value(SecretBundle.TLS_CRT);
      return key.isEmpty() || certificate.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new ChallengeCertificate(
                  PrivateKeys.decode(key.get().revealBytes()),
                  Certificates.decodeFirst(certificate.get().revealBytes())));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Returns the certificate that is shown for a name. */
  public Optional<ChallengeCertificate> shown(String serverName) {
    return place(serverName)
        .flatMap(store::read)
        .map(Versioned::resource)
        .flatMap(TlsAlpn01Answers::decode);
  }

  @Override
  public void present(String serverName, PrivateKey key, X509Certificate certificate) {
    ResourceName place = require(serverName);
    Map<String, SecretBytes> data =
        Map.of(
            SecretBundle.TLS_KEY,
            SecretBytes.copyOf(PrivateKeys.encode(key, KeyEncoding.PKCS8)),
            SecretBundle.TLS_CRT,
            SecretBytes.copyOf(Certificates.encode(certificate)));
    Optional<Versioned<SecretBundle>> present = store.read(place);
    if (present.isEmpty()) {
      store.create(secret(place, data));
    } else if (!present.get().resource().data().equals(data)) {
      SecretBundle changed = present.get().resource().toBuilder().data(data).build();
      store.update(changed, present.get().version());
    }
  }

  private static SecretBundle secret(ResourceName place, Map<String, SecretBytes> data) {
    return SecretBundle.builder()
        .meta(
            ObjectMeta.builder()
                .name(place.name())
                .namespace(place.namespace())
                .labels(Map.of(Labels.FAO, "true"))
                .build())
        .secretType(SecretBundle.TYPE_OPAQUE)
        .data(data)
        .build();
  }

  @Override
  public void cleanUp(String serverName) {
    ResourceName place = require(serverName);
    Optional<Versioned<SecretBundle>> present = store.read(place);
    if (present.isPresent()) {
      try {
        store.delete(place, present.get().version());
      } catch (VersionConflictException e) {
        if (store.read(place).isPresent()) {
          throw e;
        }
      }
    }
  }

  private static ResourceName require(String serverName) {
    return place(serverName)
        .orElseThrow(() -> new IllegalArgumentException("\"" + serverName + "\" is no host name"));
  }
}
