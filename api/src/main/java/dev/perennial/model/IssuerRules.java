package dev.perennial.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rules of issuers: exactly one type, and the rules of that type. Source: cert-manager {@code
 * internal/apis/certmanager/validation/issuer.go}.
 */
final class IssuerRules {
  /**
   * The types in the order in which cert-manager looks for them; the first is the one that holds.
   */
  private static final Map<String, Consumer<ConfigFields>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("acme", AcmeRules::check);
    TYPES.put("ca", CaRules::check);
    TYPES.put("selfSigned", CaRules::checkSelfSigned);
    TYPES.put("vault", VaultRules::check);
    TYPES.put("venafi", VenafiRules::check);
  }

  private IssuerRules() {}

  static List<Violation> check(IssuerSpec spec) {
    ConfigFields fields = ConfigFields.of(spec);
    boolean found = false;
    for (Map.Entry<String, Consumer<ConfigFields>> type : TYPES.entrySet()) {
      String name = type.getKey();
      if (fields.has(name) && found) {
        fields.forbidden(name, "may not specify more than one issuer type");
      } else if (fields.has(name)) {
        found = true;
        fields.object(name).ifPresent(type.getValue());
      }
    }
    if (!found) {
      fields.required(
          "at least one issuer must be configured: " + String.join(", ", TYPES.keySet()));
    }
    List<Violation> violations = new ArrayList<>(fields.violations());
    for (String name : spec.names()) {
      if (!TYPES.containsKey(name)) {
        violations.add(
            new Violation(
                fields.path(name),
                Violation.Rule.UNKNOWN_FIELD,
                "",
                "is no issuer type; known are " + String.join(", ", TYPES.keySet())));
      }
    }
    return violations;
  }

  static List<Warning> warnings(IssuerSpec spec) {
    return ConfigFields.of(spec).object("acme").map(AcmeRules::warnings).orElse(List.of());
  }
}
