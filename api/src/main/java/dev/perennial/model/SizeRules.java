package dev.perennial.model;

import dev.perennial.model.Violation.Rule;
import dev.perennial.model.x509.NameConstraintItem;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.OtherName;
import dev.perennial.model.x509.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A leaf is read only up to a size (cert-manager {@code internal/pem}: 36 500 bytes of PEM), so
 * that one with more names would be issued again and again, and never be used.
 */
final class SizeRules {
  /** What names take at most, encoded; the rest of the leaf is its key, signature and the like. */
  private static final int MAX_BYTES = 20_000;

  /** What an encoded name takes beside its text, at most. */
  private static final int OVERHEAD = 16;

  private SizeRules() {}

  static List<Violation> check(CertificateSpec spec) {
    Subject subject = spec.subject();
    long size =
        Stream.of(
                    List.of(spec.commonName(), subject.serialNumber()),
                    subject.organizations(),
                    subject.countries(),
                    subject.organizationalUnits(),
                    subject.localities(),
                    subject.provinces(),
                    subject.streetAddresses(),
                    subject.postalCodes(),
                    spec.dnsNames(),
                    spec.ipAddresses(),
                    spec.uris(),
                    spec.emailAddresses())
                .flatMap(List::stream)
                .mapToLong(SizeRules::size)
                .sum()
            + spec.otherNames().stream().mapToLong(SizeRules::size).sum()
            + literal(spec.literalSubject())
            + constraints(spec.nameConstraints());
    return size <= MAX_BYTES
        ? List.of()
        : List.of(
            new Violation(
                FieldPath.SPEC,
                Rule.TOO_LONG,
                "",
                "its subject, names and name constraints take about "
                    + size
                    + " bytes; a certificate has room for "
                    + MAX_BYTES
                    + "; spread the names over several certificates"));
  }

  private static long size(String text) {
    return OVERHEAD + (long) text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long size(OtherName name) {
    return size(name.oid()) + size(name.utf8Value());
  }

  /** Each attribute of a literal subject has a sign of equality. */
  private static long literal(String literal) {
    long attributes = literal.chars().filter(c -> c == '=').count();
    return literal.getBytes(StandardCharsets.UTF_8).length + attributes * OVERHEAD;
  }

  private static long constraints(@Nullable NameConstraints constraints) {
    return constraints == null
        ? 0
        : constraints(constraints.permitted()) + constraints(constraints.excluded());
  }

  private static long constraints(@Nullable NameConstraintItem item) {
    return item == null
        ? 0
        : Stream.of(item.dnsDomains(), item.emailAddresses(), item.uriDomains(), item.ipRanges())
            .flatMap(List::stream)
            .mapToLong(text -> 2L * OVERHEAD + size(text))
            .sum();
  }
}
