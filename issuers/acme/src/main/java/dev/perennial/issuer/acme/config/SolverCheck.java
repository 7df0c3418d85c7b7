package dev.perennial.issuer.acme.config;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the solvers of a valid manifest ask for that this library does not have yet. */
public final class SolverCheck {
  /** The fields of {@code dns01} that name no provider. */
  private static final Set<String> NO_PROVIDER = Set.of("cnameStrategy");

  private SolverCheck() {}

  /** Returns the fields of {@code dns01} for which there is a provider. */
  static Set<String> dns01Providers() {
    return Set.of();
  }

  /** Returns one violation for each solver that cannot work. */
  public static List<Violation> check(Map<String, Object> spec, FieldPath path) {
    List<Violation> violations = new ArrayList<>();
    List<Fields> solvers = new Fields(spec).objects("solvers");
    for (int i = 0; i < solvers.size(); i++) {
      FieldPath dns01 = path.child("solvers").index(i).child("dns01");
      Set<String> unknown = new LinkedHashSet<>(solvers.get(i).object("dns01").names());
      unknown.removeAll(NO_PROVIDER);
      unknown.removeAll(dns01Providers());
      unknown.forEach(name -> violations.add(missing(dns01.child(name), name)));
    }
    return violations;
  }

  private static Violation missing(FieldPath path, String name) {
    String known = String.join(", ", new java.util.TreeSet<>(dns01Providers()));
    return new Violation(
        path,
        Violation.Rule.NOT_SUPPORTED,
        name,
        "there is no DNS provider for "
            + name
            + " yet; "
            + (known.isEmpty() ? "use http01" : "there are " + known));
  }
}
