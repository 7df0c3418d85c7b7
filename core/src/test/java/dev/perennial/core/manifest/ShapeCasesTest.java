package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Cases;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the reader refuses, against the recorded answers of cert-manager's schema and decoder: types
 * of errors, field paths and unknown fields. The answers of its webhook are for {@code Validation}.
 * A missing name is not compared: a webhook sees objects before they have one, a file must say it.
 */
class ShapeCasesTest {
  @TestFactory
  Stream<DynamicTest> certificates() {
    return Cases.rows("validation-certificate.json", ShapeCasesTest::check);
  }

  @TestFactory
  Stream<DynamicTest> issuers() {
    return Cases.rows("validation-issuer.json", ShapeCasesTest::check);
  }

  @TestFactory
  Stream<DynamicTest> certificateRequests() {
    return Cases.rows("validation-certificaterequest.json", ShapeCasesTest::check);
  }

  private static void check(JsonNode row) {
    for (String name : List.of("manifest", "old", "new")) {
      if (row.path(name).has("kind")) {
        check(row.path(name), row.path("expected"));
      }
    }
  }

  private static void check(JsonNode manifest, JsonNode expected) {
    check(manifest.toString(), expected);
  }

  /** Checks that the reader finds what the schema found, no more and no less. */
  static void check(String manifest, JsonNode expected) {
    TreeSet<String> wanted = new TreeSet<>();
    expected.path("schemaErrors").forEach(error -> wanted.add(typeAndField(error)));
    expected.path("unknownFields").forEach(field -> wanted.add("UnknownField " + field.asString()));
    TreeSet<String> found = new TreeSet<>();
    try {
      Manifest read = Manifests.parse("row", manifest);
      expected.path("webhookWarnings").forEach(w -> assertWarned(w.asString(), read.warnings()));
    } catch (ManifestException e) {
      e.problems().forEach(p -> found.add(line(p)));
    }
    found.removeIf(line -> line.endsWith(" metadata.name") || line.endsWith(" metadata"));
    if (wanted.isEmpty() && !expected.path("decodeError").asString("").isEmpty()) {
      assertEquals(1, found.size(), expected.path("decodeError").asString());
    } else {
      assertEquals(wanted, found);
    }
  }

  private static String line(ManifestException.Problem problem) {
    return problem.rule().title() + " " + problem.path();
  }

  /** For a number of the wrong format the schema's answer has its path in the text only. */
  private static String typeAndField(JsonNode error) {
    String type = error.path("type").asString().replace("FieldValue", "");
    String field = error.path("field").asString();
    String detail = error.path("detail").asString("");
    return type
        + " "
        + (field.equals("<nil>") ? detail.substring(detail.lastIndexOf(' ') + 1) : field);
  }

  private static void assertWarned(String text, List<Manifest.Warning> warnings) {
    assertTrue(
        warnings.stream()
            .map(w -> w.path().substring(w.path().lastIndexOf('.') + 1))
            .anyMatch(text::contains),
        () -> text + " in " + warnings);
  }
}
