package dev.perennial.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Cases;
import dev.perennial.model.Violation.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The manifests of cert-manager's documentation, read as the class of each one promises. One
 * difference on purpose: kubectl takes the last of two fields of one name, we refuse both (issue 2:
 * one of them is lost, and nobody sees it).
 */
class ManifestCasesTest {
  @TestFactory
  Stream<DynamicTest> everyManifestOfTheDocumentation() {
    return Cases.read("manifests/index.json").stream()
        .flatMap(index -> StreamSupport.stream(index.path("manifests").spliterator(), false))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.path("class").asString() + " " + row.path("file").asString(),
                    () -> check(row)));
  }

  private static void check(JsonNode row) {
    Path file = Cases.folder().orElseThrow().resolve("manifests").resolve(text(row, "file"));
    switch (text(row, "class")) {
      case "complete-valid" -> {
        if (hasNameTwice(file)) {
          assertEquals(Rule.DUPLICATE, refused(file).rule());
        } else {
          readsAndWritesBack(file);
        }
      }
      case "legacy-api-version" -> assertEquals(Rule.NOT_SUPPORTED, refused(file).rule());
      case "fragment-elided", "unparseable", "unparseable-template" -> refused(file);
      default -> hasTheErrorsOfTheSchema(file, row);
    }
  }

  private static boolean hasNameTwice(Path file) {
    try {
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(file.toFile());
      return false;
    } catch (StreamReadException e) {
      return e.getMessage().contains("Duplicate");
    }
  }

  private static void readsAndWritesBack(Path file) {
    Manifest manifest = Manifests.parse(file);
    assertEquals(1, manifest.resources().size());
    String written = Manifests.write(manifest.resources().get(0));
    assertEquals(manifest.resources(), Manifests.read("again", written));
    assertEquals(written, Manifests.write(Manifests.read("again", written).get(0)));
  }

  private static ManifestException.Problem refused(Path file) {
    ManifestException e = assertThrows(ManifestException.class, () -> Manifests.parse(file));
    e.problems()
        .forEach(
            p -> {
              assertTrue(p.line() >= 1 && p.column() >= 1, p.toString());
              assertTrue(p.toString().startsWith(file + ":" + p.line() + ":"), p.toString());
            });
    return e.problems().get(0);
  }

  private static void hasTheErrorsOfTheSchema(Path file, JsonNode row) {
    try {
      ShapeCasesTest.check(Files.readString(file), row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode row, String name) {
    return row.path(name).asString();
  }
}
