package dev.perennial.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks {@link Annotations#FALLBACK_ISSUERS}. */
final class FallbackIssuers {
  private static final FieldPath PATH =
      FieldPath.ROOT.child("metadata").child("annotations").key(Annotations.FALLBACK_ISSUERS);

  private static final String RULE =
      "must be issuers with commas between, each as Issuer/name, ClusterIssuer/name or"
          + " Kind.group/name";

  private FallbackIssuers() {}

  /** Returns the issuers that the annotation names; entries that make no sense are passed over. */
  static List<IssuerRef> of(ObjectMeta meta) {
    List<IssuerRef> issuers = new ArrayList<>();
    entries(meta).forEach(entry -> parse(entry).ifPresent(issuers::add));
    return issuers;
  }

  static List<Violation> check(Certificate certificate) {
    List<Violation> violations = new ArrayList<>();
    List<IssuerRef> known = new ArrayList<>(List.of(certificate.spec().issuerRef()));
    for (String entry : entries(certificate.meta())) {
      Optional<IssuerRef> issuer = parse(entry);
      if (issuer.isEmpty()) {
        violations.add(Violation.invalid(PATH, entry, RULE));
        continue;
      }
      violations.addAll(IssuerRefRules.check(issuer.get(), PATH));
      if (known.stream().anyMatch(issuer.get()::sameAs)) {
        violations.add(
            new Violation(
                PATH, Violation.Rule.DUPLICATE, entry, "is named already; keep one of the two"));
      }
      known.add(issuer.get());
    }
    return violations;
  }

  private static List<String> entries(ObjectMeta meta) {
    String list = meta.annotation(Annotations.FALLBACK_ISSUERS);
    return list == null ? List.of() : List.of(list.split(",", -1));
  }

  private static Optional<IssuerRef> parse(String entry) {
    String text = entry.strip();
    int slash = text.indexOf('/');
    String type = slash < 0 ? "" : text.substring(0, slash);
    String name = text.substring(slash + 1);
    int dot = type.indexOf('.');
    String kind = dot < 0 ? type : type.substring(0, dot);
    String group = dot < 0 ? "" : type.substring(dot + 1);
    boolean right = !kind.isEmpty() && ResourceNames.isSubdomain(name);
    boolean groupFits = dot < 0 || ResourceNames.isSubdomain(group);
    return right && groupFits ? Optional.of(new IssuerRef(name, kind, group)) : Optional.empty();
  }
}
