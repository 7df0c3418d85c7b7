package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Cases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads, for each kind of cert-manager, a manifest with every property of its custom resource
 * definition, spec and status, and writes it back: nothing may be lost or changed on the way.
 */
class EveryFieldCasesTest {
  private static final List<String> KINDS =
      List.of("Certificate", "CertificateRequest", "Issuer", "ClusterIssuer");

  /** Of these properties a manifest has exactly one. */
  private static final List<String> VENAFI = List.of("tpp", "cloud", "ngts");

  @TestFactory
  Stream<DynamicTest> everyPropertyIsKept() {
    return Cases.read("crd/fields.json").stream()
        .flatMap(
            fields ->
                KINDS.stream().flatMap(kind -> VENAFI.stream().map(v -> test(fields, kind, v))));
  }

  private static DynamicTest test(JsonNode fields, String kind, String venafi) {
    return DynamicTest.dynamicTest(
        kind + " " + venafi, () -> check(kind, fields.path("kinds").path(kind), venafi));
  }

  private static void check(String kind, JsonNode definition, String venafi) {
    Map<String, Object> root = new LinkedHashMap<>();
    definition.path("fields").forEach(field -> put(root, field));
    root.put("apiVersion", "cert-manager.io/v1");
    root.put("kind", kind);
    root.put("metadata", Map.of("name", "x"));
    if (((Map<?, ?>) root.get("spec")).get("venafi") instanceof Map<?, ?> map) {
      map.keySet().retainAll(Set.of(venafi, "zone"));
    }
    String json = JsonMapper.shared().writeValueAsString(root);
    String written = Manifests.write(Manifests.read("all", json).get(0));
    assertEquals(JsonMapper.shared().readTree(json), new YAMLMapper().readTree(written));
  }

  /** Puts a value at the path of a property; its parents come before it. */
  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> root, JsonNode field) {
    Object parent = root;
    List<String> steps = List.of(field.path("path").asString().replace("[]", ".[]").split("\\."));
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent =
          parent instanceof List<?> list ? list.get(0) : ((Map<String, Object>) parent).get(step);
    }
    Object value = value(field);
    if (parent instanceof List<?> list) {
      ((List<Object>) list).add(value);
    } else {
      ((Map<String, Object>) parent).put(steps.get(steps.size() - 1), value);
    }
  }

  private static Object value(JsonNode field) {
    if (field.has("enum")) {
      return field.path("enum").get(field.path("enum").size() - 1).asString();
    }
    return switch (field.path("type").asString("any")) {
      case "object" -> new LinkedHashMap<String, Object>();
      case "array" -> new java.util.ArrayList<Object>();
      case "integer" -> 7;
      case "int-or-string" -> "7";
      case "boolean" -> true;
      case "any" -> Map.of("a", List.of(1, "b", 2.5, false));
      default -> text(field.path("path").asString(), field.path("format").asString(""));
    };
  }

  private static String text(String path, String format) {
    if (format.equals("date-time")) {
      return "2026-11-24T12:00:00Z";
    }
    if (format.equals("byte")) {
      return "aGk=";
    }
    boolean duration = Set.of("duration", "renewBefore").contains(path.replace("spec.", ""));
    return duration || path.endsWith("windowDuration") ? "1h30m0s" : "x" + path.length();
  }
}
