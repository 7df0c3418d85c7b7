package dev.perennial.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.pki.RequestCheck;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Each rule, with a resource that breaks it, and nothing else, and one that keeps all rules. */
class RulesTableTest {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final String SOLVER = "spec.acme.solvers[0]";

  @TestFactory
  Stream<DynamicTest> rules() {
    return Stream.of("certificate", "names", "issuers", "solvers", "requests", "secrets", "updates")
        .flatMap(RulesTableTest::table);
  }

  private static Stream<DynamicTest> table(String name) {
    JsonNode table = read(name + ".yaml");
    return table.path("rules").valueStream().map(rule -> test(name, table, rule));
  }

  private static DynamicTest test(String name, JsonNode table, JsonNode rule) {
    Set<String> breaks = new TreeSet<>();
    rule.path("breaks").forEach(b -> breaks.add(b.asString()));
    return DynamicTest.dynamicTest(
        name + " " + breaks + " " + rule.path("wrong"),
        () -> {
          assertEquals(breaks, check(table, rule, "wrong"));
          assertEquals(Set.of(), check(table, rule, "right"));
        });
  }

  private static Set<String> check(JsonNode table, JsonNode rule, String which) {
    ObjectNode given = (ObjectNode) table.path("base").deepCopy();
    given.setAll((ObjectNode) rule.path(which));
    Set<String> found = new TreeSet<>();
    for (Violation v : violations(table.path("kind").asString(), given, rule.path("before"))) {
      found.add(v.rule().title() + " " + place(v, table.path("kind").asString()));
    }
    return found;
  }

  /** Solvers are written without the issuer around them. */
  private static String place(Violation violation, String kind) {
    String path = violation.path().text();
    return kind.equals("Solver") && path.startsWith(SOLVER)
        ? path.substring(Math.min(path.length(), SOLVER.length() + 1))
        : path;
  }

  private static List<Violation> violations(String kind, ObjectNode given, JsonNode before) {
    return switch (kind) {
      case "CertificateRequest" -> RequestCheck.check(Csrs.request(given));
      case "Secret" -> Validation.check(secret(given));
      case "Update" -> update(before, given);
      default -> Validation.check(Rows.read(manifest(kind, given)));
    };
  }

  /** Returns the specs of all issuers in the tables, right and wrong. */
  static List<JsonNode> issuerSpecs() {
    List<JsonNode> specs = new ArrayList<>();
    for (String name : List.of("issuers", "solvers")) {
      JsonNode table = read(name + ".yaml");
      for (JsonNode rule : table.path("rules")) {
        for (String which : List.of("wrong", "right")) {
          ObjectNode spec = (ObjectNode) rule.path(which);
          specs.add(manifest(table.path("kind").asString(), spec).path("spec"));
        }
      }
    }
    return specs;
  }

  private static JsonNode manifest(String kind, ObjectNode spec) {
    JsonNode issuerSpec =
        kind.equals("Solver")
            ? YAML.valueToTree(
                Map.of(
                    "acme",
                    Map.of(
                        "server", "https://acme.example/directory",
                        "privateKeySecretRef", Map.of("name", "account"),
                        "solvers", List.of(spec))))
            : spec;
    return YAML.valueToTree(
        Map.of(
            "kind",
            kind.equals("Solver") ? "Issuer" : kind,
            "metadata",
            Map.of("name", "web"),
            "spec",
            issuerSpec));
  }

  private static List<Violation> update(JsonNode before, JsonNode after) {
    if (before.path("kind").asString().equals("Secret")) {
      return Validation.checkUpdate(secret(before), secret(after));
    }
    CertificateRequest old = CaseObjects.request(before);
    return Validation.checkUpdate(old, CaseObjects.request(after));
  }

  private static SecretBundle secret(JsonNode json) {
    ObjectNode data = (ObjectNode) json.path("data").deepCopy();
    int times = json.path("times").asInt(1);
    json.path("data")
        .properties()
        .forEach(e -> data.put(e.getKey(), e.getValue().asString().repeat(times)));
    ObjectNode whole = (ObjectNode) json.deepCopy();
    whole.set("data", data);
    JsonNode immutable = json.path("immutable");
    return CaseObjects.secret(whole).toBuilder()
        .immutable(immutable.isBoolean() ? immutable.asBoolean() : null)
        .build();
  }

  private static JsonNode read(String name) {
    InputStream in = RulesTableTest.class.getResourceAsStream("rules/" + name);
    return YAML.readTree(in);
  }
}
