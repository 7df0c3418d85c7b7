package dev.perennial.testkit.acme.pki;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.DistinguishedName;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.KeyUsages;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.Subject;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A key that signs certificates, with its certificate. Immutable. */
final class Authority {
  private static final List<KeyUsage> USAGES =
      List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.CERT_SIGN, KeyUsage.CRL_SIGN);

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Authority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  static PrivateKey newKey(Crypto crypto) {
    return PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), crypto);
  }

  static Authority root(String name, Instant from, Instant to, Crypto crypto) {
    PrivateKey key = newKey(crypto);
    CertificateTemplate template = template(name, PrivateKeys.publicKey(key), from, to);
    return new Authority(key, CertificateSigner.selfSign(template, key, crypto));
  }

  /** Certifies an intermediate, with the validity of this one. */
  Authority intermediate(String name, PrivateKey intermediateKey, Crypto crypto) {
    CertificateTemplate template =
        template(
            name,
            PrivateKeys.publicKey(intermediateKey),
            certificate.getNotBefore().toInstant(),
            certificate.getNotAfter().toInstant());
    return new Authority(intermediateKey, sign(template, crypto));
  }

  private static CertificateTemplate template(
      String name, PublicKey publicKey, Instant from, Instant to) {
    KeyUsages usages = KeyUsages.of(USAGES, true);
    return new CertificateTemplate(
        DistinguishedName.of(Subject.ofOrganizations("Perennial Testkit"), name),
        publicKey,
        from,
        to,
        true,
        List.of(ExtensionValue.of(ExtensionValue.KEY_USAGE, true, usages.keyUsageDer())),
        List.of(),
        List.of(),
        List.of());
  }

  X509Certificate sign(CertificateTemplate template, Crypto crypto) {
    return CertificateSigner.sign(template, key, certificate, crypto);
  }

  X509Certificate certificate() {
    return certificate;
  }
}
