package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.lifecycle.Controllers;
import dev.perennial.core.lifecycle.Controllers.Controller;
import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * The steps that write keys, requests and secrets, through the reader and the performer of the
 * manager, against cert-manager's controllers.
 */
class ControllerCasesTest {
  private static final Settings SETTINGS =
      Settings.builder().renewalSpread(0).previousBundles(0).build();

  private static final Differences DIFFERENCES =
      Differences.of(ControllerCasesTest.class, "controller-differences.txt")
          .rule("stranger", ControllerCasesTest::isKeyOfAStranger);

  @TestFactory
  Stream<DynamicTest> keyManager() {
    return Cases.rows("lifecycle/keymanager.json", DIFFERENCES, ControllerCasesTest::checkKeys);
  }

  @TestFactory
  Stream<DynamicTest> requestManager() {
    return Cases.rows(
        "lifecycle/requestmanager.json", row -> same(work(row, Controllers.requestManager())));
  }

  @TestFactory
  Stream<DynamicTest> issuing() {
    return Cases.rows("lifecycle/issuing.json", row -> same(work(row, Controllers.issuing())));
  }

  /** Requests of one revision come in any order. */
  @TestFactory
  Stream<DynamicTest> revisionManager() {
    return Cases.rows(
        "lifecycle/revisionmanager.json",
        row -> {
          Worked worked = work(row, Controllers.revisionManager());
          same(
              new Worked(
                  worked.expected().stream().sorted().toList(),
                  worked.ours().stream().sorted().toList(),
                  worked.expectedEvents(),
                  worked.ourEvents()));
        });
  }

  /**
   * A pass of the key manager ends with the first thing it does to a key that is there, and another
   * pass follows. Ours goes on by itself. It chooses a name first and makes the key then.
   */
  private static void checkKeys(JsonNode row) {
    Worked worked = work(row, Controllers.keyManager());
    List<String> more = new ArrayList<>(worked.ours());
    for (String write : worked.expected()) {
      assertTrue(more.remove(write), write + " is not among " + worked.ours());
    }
    boolean madeOne = worked.expected().stream().anyMatch(w -> w.startsWith("create "));
    if (!worked.expected().isEmpty() && !madeOne) {
      more.removeIf(w -> w.startsWith("create ") || w.startsWith("delete "));
      more.removeIf(w -> w.startsWith("status ") && w.contains(" next=* "));
      worked.ourEvents().remove("Normal Generated");
    }
    assertEquals(List.of(), more);
    assertEquals(worked.expectedEvents(), worked.ourEvents());
  }

  private static void same(Worked worked) {
    assertEquals(String.join("\n", worked.expected()), String.join("\n", worked.ours()));
    assertEquals(worked.expectedEvents(), worked.ourEvents());
  }

  /** What was expected of a controller, and what ours did. */
  private record Worked(
      List<String> expected,
      List<String> ours,
      List<String> expectedEvents,
      List<String> ourEvents) {}

  private static Worked work(JsonNode row, Controller controller) {
    List<String> events = CaseWorld.expectedEvents(row);
    JsonNode existing = row.path("input").path("existing");
    if (existing.isEmpty()) {
      assertEquals(0, row.path("expected").path("actions").size());
      return new Worked(List.of(), List.of(), events, List.of());
    }
    Certificate certificate = CaseResources.certificateIn(existing);
    CaseResources resources = new CaseResources(existing, certificate.meta().name());
    CaseWorld world = new CaseWorld(resources.all(), CaseWorld.now(row), SETTINGS);
    CaseWrites writes = new CaseWrites(resources, certificate);
    world.run(certificate.meta().resourceName(), controller);
    return new Worked(
        writes.expected(row), writes.ours(world.writes()), events, new ArrayList<>(world.events()));
  }

  /** A secret without an owner stands where a key is to be made. */
  private static boolean isKeyOfAStranger(JsonNode row) {
    return row.path("expected")
        .path("actions")
        .valueStream()
        .filter(action -> action.path("verb").asString().equals("create"))
        .anyMatch(
            action ->
                row.path("input")
                    .path("existing")
                    .valueStream()
                    .filter(object -> object.path("kind").asString().equals("Secret"))
                    .map(object -> object.path("metadata"))
                    .anyMatch(
                        meta ->
                            meta.path("name").equals(action.path("name"))
                                && meta.path("ownerReferences").isEmpty()));
  }
}
