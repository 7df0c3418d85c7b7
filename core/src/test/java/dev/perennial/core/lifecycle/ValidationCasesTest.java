package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import dev.perennial.model.Certificate;
import dev.perennial.model.Validation;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The rules of certificates, against the answers of cert-manager's webhook. */
class ValidationCasesTest {
  private static final Differences DIFFERENCES =
      Differences.of(ValidationCasesTest.class, "validation-differences.txt")
          .rule("schema", ValidationCasesTest::isRefusedByShape)
          .rule("gates", row -> row.path("featureGates").toString().contains("false"))
          .rule("percentage", row -> row.path("manifest").path("spec").has("renewBeforePercentage"))
          .rule("literal-subject", row -> row.path("manifest").path("spec").has("literalSubject"));

  @TestFactory
  Stream<DynamicTest> certificates() {
    return Cases.rows("validation-certificate.json", DIFFERENCES, ValidationCasesTest::check);
  }

  private static boolean isRefusedByShape(JsonNode row) {
    JsonNode expected = row.path("expected");
    return !expected.path("schemaErrors").isEmpty() || !expected.path("decodeError").isNull();
  }

  private static Certificate read(JsonNode manifest) {
    try {
      return CaseObjects.certificate(manifest);
    } catch (RuntimeException e) {
      throw new AssertionError("the model cannot hold it", e);
    }
  }

  private static void check(JsonNode row) {
    TreeSet<String> wanted = new TreeSet<>();
    row.path("expected")
        .path("webhookErrors")
        .forEach(
            e ->
                wanted.add(
                    e.path("type").asString().replace("FieldValue", "")
                        + " "
                        + e.path("field").asString()));
    List<String> found =
        Validation.check(read(row.path("manifest"))).stream()
            .map(v -> v.rule().title() + " " + v.path())
            .toList();
    assertEquals(wanted, new TreeSet<>(found));
  }
}
