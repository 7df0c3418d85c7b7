package dev.perennial.issuer.acme.order;

import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.SubjectAltNames;
import dev.perennial.model.x509.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The identifiers of an order (RFC 8555, section 7.4; RFC 8738), from the CSR: DNS names first,
 * then addresses, each sorted and once. Source: cert-manager {@code
 * pkg/controller/certificaterequests/acme}.
 */
final class Identifiers {
  private Identifiers() {}

  /** Returns why no ACME server can prove what a CSR asks for, or empty when one can. */
  static Optional<String> problem(CertificateSigningRequest csr) {
    SubjectAltNames names = csr.names();
    String commonName = csr.subject().commonName();
    boolean covered =
        commonName.isEmpty()
            || dns(csr).contains(commonName.toLowerCase(Locale.ROOT))
            || IpAddress.parse(commonName).filter(names.ipAddresses()::contains).isPresent();
    if (!covered) {
      return Optional.of(
          "The CSR PEM requests a commonName that is not present in the list of dnsNames or"
              + " ipAddresses. If a commonName is set, ACME requires that the value is also"
              + " present in the list of dnsNames or ipAddresses: \""
              + commonName
              + "\" does not exist in "
              + names.dnsNames()
              + " or "
              + names.ipAddresses());
    }
    return dns(csr).isEmpty() && names.ipAddresses().isEmpty()
        ? Optional.of("an ACME server proves dnsNames and ipAddresses only; the CSR has neither")
        : Optional.empty();
  }

  /** Returns the identifiers as the server wants them. */
  static List<Map<String, Object>> of(CertificateSigningRequest csr) {
    List<Map<String, Object>> identifiers = new ArrayList<>();
    dns(csr).forEach(name -> identifiers.add(identifier("dns", name)));
    new TreeSet<>(csr.names().ipAddresses().stream().map(IpAddress::toString).toList())
        .forEach(ip -> identifiers.add(identifier("ip", ip)));
    return identifiers;
  }

  private static SortedSet<String> dns(CertificateSigningRequest csr) {
    SortedSet<String> names = new TreeSet<>();
    csr.names().dnsNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Map<String, Object> identifier(String type, String value) {
    Map<String, Object> identifier = new LinkedHashMap<>();
    identifier.put("type", type);
    identifier.put("value", value);
    return identifier;
  }
}
