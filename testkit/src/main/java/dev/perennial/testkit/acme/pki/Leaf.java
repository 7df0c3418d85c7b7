package dev.perennial.testkit.acme.pki;

import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.DistinguishedName;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.KeyUsages;
import dev.perennial.core.pki.SubjectAltNames;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.Subject;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;

/**
 * What a leaf of the CA holds. Immutable.
 *
 * @param commonName the common name, or the empty text for an empty subject
 * @param dnsNames dNSName entries
 * @param addresses iPAddress entries
 * @param key the public key
 * @param notBefore the start of its validity, in whole seconds
 * @param notAfter the end of its validity, inclusive, in whole seconds
 */
public record Leaf(
    String commonName,
    List<String> dnsNames,
    List<IpAddress> addresses,
    PublicKey key,
    Instant notBefore,
    Instant notAfter) {
  /** Copies the lists. */
  public Leaf {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  CertificateTemplate template() {
    SubjectAltNames names =
        new SubjectAltNames(dnsNames, List.of(), addresses, List.of(), List.of());
    KeyUsages usages =
        KeyUsages.of(
            key instanceof RSAKey
                ? List.of(
                    KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT, KeyUsage.SERVER_AUTH)
                : List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.SERVER_AUTH),
            false);
    return new CertificateTemplate(
        DistinguishedName.of(Subject.EMPTY, commonName),
        key,
        notBefore,
        notAfter,
        false,
        List.of(
            ExtensionValue.of(ExtensionValue.KEY_USAGE, true, usages.keyUsageDer()),
            ExtensionValue.of(ExtensionValue.EXT_KEY_USAGE, false, usages.extKeyUsageDer()),
            // RFC 5280, section 4.2.1.6: critical when the subject is empty.
            ExtensionValue.of(ExtensionValue.SUBJECT_ALT_NAME, commonName.isEmpty(), names.der())),
        List.of(),
        List.of(),
        List.of());
  }
}
