package dev.perennial.core;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads the tables beside tests: YAML lists of rows, each with {@code why} (the fact, which names
 * the test) and {@code source} (where the rule comes from).
 */
public final class Tables {
  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

  private Tables() {}

  /**
   * Returns one test for each row of a table.
   *
   * @param test the test beside which the file is
   * @param fields the fields that a row may have beside {@code why} and {@code source}
   */
  public static Stream<DynamicTest> rows(
      Class<?> test, String file, Set<String> fields, Consumer<JsonNode> check) {
    List<JsonNode> rows = new ArrayList<>();
    read(test, file).forEach(rows::add);
    if (rows.isEmpty()) {
      throw new AssertionError(file + " has no row");
    }
    return rows.stream()
        .map(row -> DynamicTest.dynamicTest(title(row, file, fields), () -> check.accept(row)));
  }

  private static String title(JsonNode row, String file, Set<String> fields) {
    Set<String> unknown = new TreeSet<>(row.propertyNames());
    unknown.removeAll(fields);
    unknown.removeAll(Set.of("why", "source"));
    String why = row.path("why").asString("");
    if (why.isEmpty() || row.path("source").asString("").isEmpty() || !unknown.isEmpty()) {
      throw new AssertionError(file + ": why, source or a known field is missing in " + row);
    }
    return why;
  }

  /** Returns the document of a file beside a test. */
  public static JsonNode read(Class<?> test, String file) {
    return DOCUMENTS.computeIfAbsent(test.getName() + "/" + file, name -> parse(test, file));
  }

  private static JsonNode parse(Class<?> test, String file) {
    try (InputStream in = test.getResourceAsStream(file)) {
      if (in == null) {
        throw new AssertionError("no file " + file + " beside " + test.getName());
      }
      return YAML.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the tree that a YAML text writes. */
  public static JsonNode parse(String text) {
    return YAML.readTree(text);
  }

  /** Returns a tree with a patch laid over it (RFC 7386): null takes away, maps merge. */
  public static JsonNode merged(JsonNode tree, JsonNode patch) {
    if (patch.isMissingNode()) {
      return tree;
    }
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged = tree.isObject() ? ((ObjectNode) tree).deepCopy() : YAML.createObjectNode();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        merged.set(field.getKey(), merged(merged.path(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }

  /** Returns the texts of a list, or the one text that stands for a list of one. */
  public static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    if (list.isString()) {
      texts.add(list.asString());
    }
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  /** Returns the spec of a row; what every manifest must have and the row is not about is added. */
  public static CertificateSpec spec(JsonNode row) {
    ObjectNode spec = row.isMissingNode() ? YAML.createObjectNode() : (ObjectNode) row.deepCopy();
    if (!spec.has("secretName")) {
      spec.put("secretName", "");
    }
    if (!spec.has("issuerRef")) {
      spec.putObject("issuerRef").put("name", "");
    }
    ObjectNode manifest = YAML.createObjectNode();
    manifest.put("apiVersion", "cert-manager.io/v1").put("kind", "Certificate");
    manifest.putObject("metadata").put("name", "x");
    manifest.set("spec", spec);
    return ((Certificate) Manifests.read("row", manifest.toString()).get(0)).spec();
  }
}
