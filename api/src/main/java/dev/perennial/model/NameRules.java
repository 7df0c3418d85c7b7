package dev.perennial.model;

import dev.perennial.model.x509.DnsName;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.ObjectIdentifiers;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.UriName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rules of alternative names: each must be one that a certificate can hold. Source:
 * cert-manager {@code certificate.go}; that DNS names are checked, and that nothing passes here
 * that the CSR cannot hold, is an addition of Perennial.
 */
final class NameRules {
  private NameRules() {}

  static List<Violation> check(CertificateSpec spec) {
    List<Violation> violations = new ArrayList<>();
    each("dnsNames", spec.dnsNames(), NameRules::dnsProblem, violations);
    each("ipAddresses", spec.ipAddresses(), NameRules::ipProblem, violations);
    each("emailAddresses", spec.emailAddresses(), Emails::problem, violations);
    each("uris", spec.uris(), UriName::problem, violations);
    for (int i = 0; i < spec.otherNames().size(); i++) {
      otherName(spec.otherNames().get(i), FieldPath.SPEC.child("otherNames").index(i), violations);
    }
    return violations;
  }

  private static void each(
      String field,
      List<String> names,
      Function<String, Optional<String>> problem,
      List<Violation> violations) {
    for (int i = 0; i < names.size(); i++) {
      FieldPath place = FieldPath.SPEC.child(field).index(i);
      String name = names.get(i);
      problem.apply(name).ifPresent(what -> violations.add(Violation.invalid(place, name, what)));
    }
  }

  private static Optional<String> dnsProblem(String text) {
    try {
      DnsName.toAscii(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> ipProblem(String text) {
    return IpAddress.parse(text).isPresent()
        ? Optional.empty()
        : Optional.of("is not an IPv4 or IPv6 address");
  }

  private static void otherName(OtherName name, FieldPath path, List<Violation> violations) {
    if (name.oid().isEmpty()) {
      violations.add(Violation.required(path.child("oid"), "must be specified"));
    }
    if (!ObjectIdentifiers.isValid(name.oid())) {
      violations.add(
          Violation.invalid(
              path.child("oid"),
              name.oid(),
              "is not an object identifier, such as 1.2.840.113549"));
    }
    if (name.utf8Value().isEmpty() || !Texts.isWhole(name.utf8Value())) {
      violations.add(
          Violation.required(
              path.child("utf8Value"), "must be a text of whole characters that is not empty"));
    }
  }

  /** Returns what is valid, and yet not what its author seems to want. */
  static List<Warning> warnings(CertificateSpec spec) {
    List<Warning> warnings = new ArrayList<>();
    for (int i = 0; i < spec.dnsNames().size(); i++) {
      if (IpAddress.parse(spec.dnsNames().get(i)).isPresent()) {
        warnings.add(
            new Warning(
                FieldPath.SPEC.child("dnsNames").index(i),
                "is an IP address; clients look for it in ipAddresses"));
      }
    }
    return warnings;
  }
}
