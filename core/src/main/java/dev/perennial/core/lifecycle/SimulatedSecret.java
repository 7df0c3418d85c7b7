package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.OutputFormat;
import java.util.Set;
import java.util.TreeSet;

/** The facts of a secret as an issuance leaves it, made without any cryptography. */
final class SimulatedSecret {
  private SimulatedSecret() {}

  static SecretFacts of(Certificate certificate, KeyFacts key, LeafFacts leaf) {
    return of(certificate, key, leaf, SecretMetadata.issued(certificate, leaf));
  }

  static SecretFacts temporary(Certificate certificate, KeyFacts key, LeafFacts leaf) {
    return of(certificate, key, leaf, SecretMetadata.temporary(certificate, leaf));
  }

  private static SecretFacts of(
      Certificate certificate, KeyFacts key, LeafFacts leaf, SecretMetadata metadata) {
    CertificateSpec spec = certificate.spec();
    ObjectMeta named =
        ObjectMeta.builder()
            .name(spec.secretName())
            .namespace(certificate.meta().namespace())
            .build();
    ObjectMeta meta = metadata.appliedTo(named);
    return SecretFacts.builder()
        .filledKeys(keys(spec))
        .meta(meta)
        .key(key)
        .keyEncoding(spec.privateKey().effectiveEncoding())
        .leaf(leaf)
        .fittingFormats(Set.copyOf(spec.additionalOutputFormats()))
        .build();
  }

  private static Set<String> keys(CertificateSpec spec) {
    Set<String> keys = new TreeSet<>(Set.of(SecretBundle.TLS_KEY, SecretBundle.TLS_CRT));
    for (OutputFormat format : spec.additionalOutputFormats()) {
      keys.add(format == OutputFormat.DER ? SecretBundle.KEY_DER : SecretBundle.TLS_COMBINED_PEM);
    }
    KeystoresSpec keystores = spec.keystores();
    if (keystores != null && keystores.jks() != null && keystores.jks().create()) {
      keys.add(SecretBundle.KEYSTORE_JKS);
    }
    if (keystores != null && keystores.pkcs12() != null && keystores.pkcs12().create()) {
      keys.add(SecretBundle.KEYSTORE_P12);
    }
    return keys;
  }
}
