package dev.perennial.core.lifecycle;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which issuer of a certificate's list is meant. An issuance begins with the first; each one that
 * fails hands over to the next at once, and past the last the issuance has failed. A leaf of any of
 * them is as good as one of the first. cert-manager has one issuer for each certificate.
 */
final class IssuerList {
  private IssuerList() {}

  /** Returns the issuer that the issuance in flight is at. */
  static IssuerRef attempted(Certificate certificate) {
    List<IssuerRef> issuers = certificate.issuers();
    int tried = tried(certificate);
    return issuers.get(tried < issuers.size() ? tried : 0);
  }

  /** Returns how many issuers failed in the issuance in flight. */
  static int tried(Certificate certificate) {
    @Nullable Integer tried = certificate.status().triedIssuers();
    return tried == null || tried < 0 ? 0 : tried;
  }

  /** Returns whether an issuer is one of the list. */
  static boolean has(Certificate certificate, IssuerRef issuer) {
    return certificate.issuers().stream().anyMatch(issuer::sameAs);
  }

  /**
   * Returns the spec to hold against something of an issuer: that of the certificate, with this
   * issuer in it where it is one of the list.
   */
  static CertificateSpec specFor(Certificate certificate, IssuerRef issuer) {
    return issuer.sameAs(certificate.spec().issuerRef()) || !has(certificate, issuer)
        ? certificate.spec()
        : certificate.spec().toBuilder().issuerRef(issuer).build();
  }

  /** Returns the spec of the issuance in flight. */
  static CertificateSpec attemptedSpec(Certificate certificate) {
    return specFor(certificate, attempted(certificate));
  }

  /** Returns a certificate that asks this issuer alone. */
  static Certificate using(Certificate certificate, IssuerRef issuer) {
    return certificate.toBuilder()
        .spec(certificate.spec().toBuilder().issuerRef(issuer).build())
        .build();
  }

  /** Returns how an issuer is named in messages. */
  static String name(IssuerRef issuer) {
    return issuer.kindOrDefault() + " \"" + issuer.name() + "\"";
  }
}
