package dev.perennial.model;

import dev.perennial.model.x509.IpRange;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of name constraints; that their texts must be ASCII is RFC 5280, section 4.2.1.10. */
final class NameConstraintRules {
  private NameConstraintRules() {}

  static List<Violation> check(CertificateSpec spec) {
    List<Violation> violations = new ArrayList<>();
    NameConstraints constraints = spec.nameConstraints();
    if (constraints == null) {
      return violations;
    }
    FieldPath path = FieldPath.SPEC.child("nameConstraints");
    if (!spec.isCa()) {
      violations.add(Violation.invalid(path, "", "isCA must be true when nameConstraints is set"));
    }
    if (constraints.permitted() == null && constraints.excluded() == null) {
      violations.add(Violation.invalid(path, "", "either permitted or excluded must be set"));
    }
    item(constraints.permitted(), path.child("permitted"), violations);
    item(constraints.excluded(), path.child("excluded"), violations);
    return violations;
  }

  private static void item(
      @Nullable NameConstraintItem item, FieldPath path, List<Violation> violations) {
    if (item == null) {
      return;
    }
    for (int i = 0; i < item.ipRanges().size(); i++) {
      if (IpRange.parse(item.ipRanges().get(i)).isEmpty()) {
        violations.add(
            Violation.invalid(
                path.child("ipRanges").index(i),
                item.ipRanges().get(i),
                "is not in CIDR notation, such as 10.0.0.0/8"));
      }
    }
    ascii(item.dnsDomains(), path.child("dnsDomains"), violations);
    ascii(item.emailAddresses(), path.child("emailAddresses"), violations);
    ascii(item.uriDomains(), path.child("uriDomains"), violations);
  }

  private static void ascii(List<String> texts, FieldPath path, List<Violation> violations) {
    for (int i = 0; i < texts.size(); i++) {
      if (texts.get(i).chars().anyMatch(c -> c > 127)) {
        violations.add(
            Violation.invalid(
                path.index(i),
                texts.get(i),
                "has characters outside ASCII; write a domain as xn--..."));
      }
    }
  }
}
