package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Shortened names, and which requests a history does not keep, against cert-manager's. */
class NamesCasesTest {
  private static final Differences DIFFERENCES =
      Differences.of(NamesCasesTest.class, "names-differences.txt")
          .rule("hash-of-json", row -> row.path("test").asString().equals("TestComputeName"));

  @TestFactory
  Stream<DynamicTest> names() {
    return Cases.rows("lifecycle/names.json", DIFFERENCES, NamesCasesTest::checkName);
  }

  @TestFactory
  Stream<DynamicTest> history() {
    return Cases.rows("lifecycle/revision-prune.json", NamesCasesTest::checkHistory);
  }

  private static void checkName(JsonNode row) {
    JsonNode given = row.path("case");
    String name = given.path("in").asString("");
    int length = given.path("maxLength").asInt(-1);
    switch (row.path("test").asString()) {
      case "ComputeSecureUniqueDeterministicNameFromData" -> {
        if (given.isString()) {
          requireUnique(given.asString());
        } else if (given.path("expErr").asBoolean()) {
          assertThrows(IllegalArgumentException.class, () -> Names.shortened(name, length));
        } else {
          assertEquals(given.path("expOut").asString(), Names.shortened(name, length));
        }
      }
      case "DNSSafeShortenToNCharacters" ->
          assertEquals(given.path("expOut").asString(), Names.cut(name, length));
      default -> throw new AssertionError("we have no such function");
    }
  }

  /** Rows that are a name alone are there to be told apart from one another. */
  private static void requireUnique(String name) {
    for (int length = 64; length <= name.length(); length++) {
      String shortened = Names.shortened(name, length);
      assertTrue(shortened.length() <= length, shortened);
      for (String other : namesAlone()) {
        assertEquals(other.equals(name), Names.shortened(other, length).equals(shortened), other);
      }
    }
  }

  private static List<String> namesAlone() {
    return StreamSupport.stream(
            Cases.read("lifecycle/names.json").orElseThrow().path("cases").spliterator(), false)
        .map(row -> row.path("case"))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .toList();
  }

  private static void checkHistory(JsonNode row) {
    List<RequestFacts> requests =
        StreamSupport.stream(row.path("input").path("requests").spliterator(), false)
            .map(json -> RequestFacts.read(CaseObjects.request(json)))
            .toList();
    List<String> expected =
        StreamSupport.stream(row.path("expected").spliterator(), false)
            .map(r -> r.path("namespacedName").path("name").asString() + "/" + r.path("rev"))
            .toList();
    List<String> found =
        HistoryStep.beyond(requests, row.path("input").path("limit").asInt()).stream()
            .map(r -> r.name() + "/" + Objects.requireNonNull(r.revision()))
            .toList();
    assertEquals(expected, found);
  }
}
