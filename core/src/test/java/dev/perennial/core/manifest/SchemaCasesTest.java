package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Cases;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The schema, against cert-manager's custom resource definitions: the same paths, each with the
 * same type, format, limits, default and required-ness. What differs on purpose is listed in {@code
 * schema-differences.txt}, each with its reason, and must differ.
 */
class SchemaCasesTest {
  private static final Map<String, String> TYPES =
      Map.of(
          "Certificate",
          "Certificate",
          "CertificateRequest",
          "CertificateRequest",
          "Issuer",
          "Issuer",
          "ClusterIssuer",
          "Issuer");

  @TestFactory
  Stream<DynamicTest> everyPathOfEveryKind() {
    return Cases.read("crd/fields.json").stream()
        .flatMap(
            fields ->
                TYPES.keySet().stream()
                    .sorted()
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                kind, () -> check(kind, fields.path("kinds").path(kind)))));
  }

  private static void check(String kind, JsonNode definition) {
    SortedMap<String, String> wanted = new TreeMap<>();
    definition.path("fields").forEach(f -> wanted.put(f.path("path").asString(), describe(f)));
    SortedMap<String, String> found =
        new SchemaPaths(Schema.KNOWN).of(Schema.KNOWN.type(TYPES.get(kind)));
    found.keySet().removeIf(path -> path.startsWith("metadata.") || path.startsWith("metadata["));
    for (String line : differences()) {
      if (line.startsWith(kind + " ")) {
        String path = line.substring(kind.length() + 1);
        if (path.endsWith(".**")) {
          removeAdded(path.substring(0, path.length() - 2), wanted, found);
          continue;
        }
        boolean same = Objects.equals(wanted.remove(path), found.remove(path));
        assertEquals(false, same, line + " is the same, yet it is listed as different");
      }
    }
    assertEquals(
        String.join("\n", wanted.entrySet().stream().map(Object::toString).toList()),
        String.join("\n", found.entrySet().stream().map(Object::toString).toList()));
  }

  private static void removeAdded(
      String prefix, SortedMap<String, String> wanted, SortedMap<String, String> found) {
    boolean known = wanted.keySet().stream().anyMatch(path -> path.startsWith(prefix));
    assertEquals(false, known, prefix + " is cert-manager's, yet it is listed as an addition");
    boolean added = found.keySet().removeIf(path -> path.startsWith(prefix));
    assertEquals(true, added, prefix + " is listed as an addition, yet there is nothing below it");
  }

  private static List<String> differences() {
    try (InputStream in = SchemaCasesTest.class.getResourceAsStream("schema-differences.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.substring(0, line.indexOf(" = ")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(JsonNode field) {
    StringBuilder text = new StringBuilder(field.path("type").asString("any"));
    if (field.path("required").asBoolean()) {
      text.append(" required");
    }
    for (String name :
        new String[] {
          "format", "minimum", "maximum", "minLength", "maxLength", "pattern", "default", "enum"
        }) {
      if (field.has(name)) {
        text.append(' ').append(name).append('=').append(value(field.path(name)));
      }
    }
    if (field.has("x-kubernetes-list-map-keys")) {
      text.append(" key=").append(value(field.path("x-kubernetes-list-map-keys")));
    }
    for (JsonNode rule : field.path("x-kubernetes-validations")) {
      text.append(" rule=").append(rule.path("message").asString());
    }
    return text.toString();
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? String.join("|", value.valueStream().map(JsonNode::asString).toList())
        : value.asString();
  }
}
