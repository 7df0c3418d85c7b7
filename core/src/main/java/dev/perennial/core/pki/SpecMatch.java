package dev.perennial.core.pki;

import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.x509.IpAddress;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.NameConstraints;
import dev.perennial.model.x509.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares keys, requests and certificates with a spec. Each comparison returns the fields of the
 * spec that do not match, in order; none when all do. Order within a list does not matter. Source:
 * cert-manager {@code pkg/util/pki/match.go}. Safe for use by several threads.
 */
public final class SpecMatch {
  private SpecMatch() {}

  /** Returns the fields that a private key does not match. */
  public static List<String> privateKeyViolations(KeyFacts key, PrivateKeySpec spec) {
    if (key.algorithm() != spec.effectiveAlgorithm()) {
      return List.of("spec.privateKey.algorithm");
    }
    boolean sameSize =
        key.algorithm() == KeyAlgorithm.ED25519 || key.size() == spec.effectiveSize();
    return sameSize ? List.of() : List.of("spec.privateKey.size");
  }

  /**
   * Returns the fields that a request does not match.
   *
   * @param csr the facts of its CSR
   * @param request what it asks for beside the CSR
   * @param spec the spec to hold it against
   */
  public static List<String> requestViolations(
      CsrFacts csr, CertificateRequestSpec request, CertificateSpec spec) {
    List<String> violations = new ArrayList<>();
    compareNames(csr.names(), spec, violations);
    if (!spec.otherNames().isEmpty()) {
      add(violations, same(csr.names().otherNames(), spec.otherNames()), "spec.otherNames");
    }
    if (spec.literalSubject().isEmpty()) {
      compareSubject(csr.subject(), spec, violations);
    } else {
      add(violations, sameLiteral(csr.subject(), spec), "spec.literalSubject");
    }
    add(violations, request.isCa() == spec.isCa(), "spec.isCA");
    add(violations, same(request.usages(), spec.usages()), "spec.usages");
    boolean sameDuration =
        request.duration() == null
            || spec.duration() == null
            || request.duration().equals(spec.duration());
    add(violations, sameDuration, "spec.duration");
    add(violations, request.issuerRef().sameAs(spec.issuerRef()), "spec.issuerRef");
    return violations;
  }

  /** Returns whether the name constraints of a request are those of a spec. */
  public static boolean sameNameConstraints(CsrFacts csr, CertificateSpec spec) {
    return csr.nameConstraints().equals(nameConstraintsHex(spec));
  }

  static String nameConstraintsHex(CertificateSpec spec) {
    NameConstraints constraints = spec.nameConstraints();
    try {
      return constraints == null
          ? ""
          : HexFormat.of().formatHex(NameConstraintsDer.encode(constraints));
    } catch (PkiException e) {
      return "invalid";
    }
  }

  private static void compareNames(
      SubjectAltNames names, CertificateSpec spec, List<String> violations) {
    add(violations, sameAddresses(names.ipAddresses(), spec), "spec.ipAddresses");
    add(violations, same(names.uris(), spec.uris()), "spec.uris");
    add(violations, same(names.emailAddresses(), spec.emailAddresses()), "spec.emailAddresses");
    add(violations, same(names.dnsNames(), SubjectAltNames.dnsNames(spec)), "spec.dnsNames");
  }

  private static void compareSubject(
      DistinguishedName name, CertificateSpec spec, List<String> violations) {
    Subject subject = spec.subject();
    add(violations, name.commonName().equals(spec.commonName()), "spec.commonName");
    add(
        violations,
        name.serialNumber().equals(subject.serialNumber()),
        "spec.subject.serialNumber");
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    wanted.put(DistinguishedName.ORGANIZATION, subject.organizations());
    wanted.put(DistinguishedName.COUNTRY, subject.countries());
    wanted.put(DistinguishedName.LOCALITY, subject.localities());
    wanted.put(DistinguishedName.ORGANIZATIONAL_UNIT, subject.organizationalUnits());
    wanted.put(DistinguishedName.POSTAL_CODE, subject.postalCodes());
    wanted.put(DistinguishedName.PROVINCE, subject.provinces());
    wanted.put(DistinguishedName.STREET, subject.streetAddresses());
    wanted.forEach(
        (oid, values) ->
            add(violations, same(name.values(oid), values), "spec.subject." + FIELDS.get(oid)));
  }

  private static final Map<String, String> FIELDS =
      Map.of(
          DistinguishedName.ORGANIZATION, "organizations",
          DistinguishedName.COUNTRY, "countries",
          DistinguishedName.LOCALITY, "localities",
          DistinguishedName.ORGANIZATIONAL_UNIT, "organizationalUnits",
          DistinguishedName.POSTAL_CODE, "postalCodes",
          DistinguishedName.PROVINCE, "provinces",
          DistinguishedName.STREET, "streetAddresses");

  private static boolean sameLiteral(DistinguishedName name, CertificateSpec spec) {
    try {
      return name.equals(DistinguishedName.parseLiteral(spec.literalSubject()));
    } catch (PkiException e) {
      return false;
    }
  }

  /**
   * Returns the fields that a certificate does not match, loosely: common name and DNS names may
   * have moved from one to the other, and everything beyond the names is the issuer's affair.
   */
  public static List<String> looseViolations(LeafFacts leaf, CertificateSpec spec) {
    List<String> violations = new ArrayList<>();
    List<String> wanted = SubjectAltNames.dnsNames(spec);
    Set<String> expected = new HashSet<>(wanted);
    addUnlessEmpty(expected, spec.commonName());
    String commonName = leaf.subject().commonName();
    Set<String> found = new HashSet<>(leaf.names().dnsNames());
    addUnlessEmpty(found, commonName);
    if (!found.equals(expected)) {
      boolean sameCommonName =
          (spec.commonName().isEmpty() || found.contains(spec.commonName()))
              && (commonName.isEmpty() || expected.contains(commonName));
      add(violations, sameCommonName, "spec.commonName");
      boolean sameDns = found.containsAll(wanted) && expected.containsAll(leaf.names().dnsNames());
      add(violations, sameDns, "spec.dnsNames");
    }
    add(violations, sameAddresses(leaf.names().ipAddresses(), spec), "spec.ipAddresses");
    add(violations, same(leaf.names().uris(), spec.uris()), "spec.uris");
    add(
        violations,
        same(leaf.names().emailAddresses(), spec.emailAddresses()),
        "spec.emailAddresses");
    return violations;
  }

  private static void addUnlessEmpty(Set<String> names, String name) {
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  private static boolean sameAddresses(List<IpAddress> found, CertificateSpec spec) {
    List<IpAddress> wanted = new ArrayList<>();
    for (String text : spec.ipAddresses()) {
      IpAddress.parse(text).ifPresent(wanted::add);
    }
    return wanted.size() == spec.ipAddresses().size() && same(found, wanted);
  }

  /** Compares as multisets. */
  private static <T> boolean same(Collection<T> one, Collection<T> other) {
    return one.size() == other.size() && counts(one).equals(counts(other));
  }

  private static <T> Map<T, Integer> counts(Collection<T> values) {
    Map<T, Integer> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1, Integer::sum));
    return counts;
  }

  private static void add(List<String> violations, boolean same, String field) {
    if (!same) {
      violations.add(field);
    }
  }
}
