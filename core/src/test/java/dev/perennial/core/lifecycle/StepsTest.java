package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Each step by itself, a table for each. A row says what the step does ({@code does}), what the
 * status of the certificate or request becomes ({@code status}, a patch over what it is), what is
 * told ({@code tells}), what it waits for or finds violated ({@code finds}) and until when ({@code
 * until}). What a row does not say must not be.
 */
class StepsTest {
  private static final Set<String> FIELDS =
      Set.of("scene", "given", "does", "status", "tells", "finds", "until", "says", "trail");

  private static Stream<DynamicTest> table(String file, Lifecycle.Step step) {
    return Tables.rows(StepsTest.class, file, FIELDS, row -> check(row, step));
  }

  private static void check(JsonNode row, Lifecycle.Step step) {
    Scene scene = Scene.of(row);
    Lifecycle.Trail trail = new Lifecycle.Trail();
    Optional<Action> action = step.next(scene.view(), scene.now(), trail);
    List<Notice> told = new ArrayList<>(trail.notices());
    action.ifPresent(a -> told.addAll(StepsTest.notices(a)));
    List<Finding> findings =
        trail.findings().stream().filter(f -> f.outcome() != Finding.Outcome.PASSED).toList();
    String does = action.map(ActionText::of).orElse("");
    assertEquals(row.path("does").asString(""), does, trail.findings().toString());
    assertEquals(Tables.texts(row.path("tells")), told.stream().map(StepsTest::text).toList());
    assertEquals(Tables.texts(row.path("finds")), findings.stream().map(Finding::reason).toList());
    assertEquals(
        Optional.ofNullable(SceneReader.nullableInstant(row.path("until"))),
        trail.until(),
        "until");
    if (row.has("trail")) {
      assertEquals(
          Tables.texts(row.path("trail")), trail.findings().stream().map(Finding::reason).toList());
    }
    action.ifPresent(a -> checkStatus(scene, a, row));
    String all = does + told + findings;
    for (String says : Tables.texts(row.path("says"))) {
      assertTrue(all.contains(says), all);
    }
  }

  private static void checkStatus(Scene scene, Action action, JsonNode row) {
    JsonNode patch = row.path("status");
    if (action instanceof Action.SetStatus set) {
      assertEquals(scene.statusWith(patch), set.status());
    } else if (action instanceof Action.SetRequestStatus set) {
      assertEquals(scene.requestStatusWith(set.requestName(), patch), set.status());
    } else {
      assertTrue(patch.isMissingNode(), action.toString());
    }
  }

  private static List<Notice> notices(Action action) {
    if (action instanceof Action.SetStatus set) {
      return set.notices();
    }
    if (action instanceof Action.SetRequestStatus set) {
      return set.notices();
    }
    return action instanceof Action.DeleteSecret delete ? delete.notices() : List.of();
  }

  private static String text(Notice notice) {
    return (notice.warning() ? "Warning " : "Normal ") + notice.reason();
  }

  @TestFactory
  Stream<DynamicTest> trigger() {
    return table("trigger-step.yaml", new TriggerStep());
  }

  @TestFactory
  Stream<DynamicTest> key() {
    return table("key-step.yaml", new KeyStep());
  }

  @TestFactory
  Stream<DynamicTest> request() {
    return table("request-step.yaml", new RequestStep());
  }

  @TestFactory
  Stream<DynamicTest> approval() {
    return table("approval-step.yaml", new ApprovalStep());
  }

  @TestFactory
  Stream<DynamicTest> signing() {
    return table("signing-step.yaml", new SigningStep());
  }

  @TestFactory
  Stream<DynamicTest> issue() {
    return table("issue-step.yaml", new IssueStep());
  }

  @TestFactory
  Stream<DynamicTest> readiness() {
    return table("readiness-step.yaml", new ReadinessStep());
  }

  @TestFactory
  Stream<DynamicTest> postIssuance() {
    return table("post-issuance-step.yaml", new PostIssuanceStep());
  }

  @TestFactory
  Stream<DynamicTest> renewalInformation() {
    return table("renewal-information-step.yaml", new RenewalInformationStep());
  }

  @TestFactory
  Stream<DynamicTest> revocation() {
    return table("revocation-step.yaml", new RevocationStep());
  }

  @TestFactory
  Stream<DynamicTest> history() {
    return table("history-step.yaml", new HistoryStep());
  }
}
