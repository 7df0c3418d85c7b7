package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.perennial.core.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** All steps together: which of several things to do comes first, and when to look again. */
class LifecycleTest {
  private static final Set<String> FIELDS =
      Set.of("scene", "given", "does", "until", "tells", "waits");

  @TestFactory
  Stream<DynamicTest> decisions() {
    return Tables.rows(
        LifecycleTest.class,
        "decisions.yaml",
        FIELDS,
        row -> {
          Scene scene = Scene.of(row);
          check(row, Lifecycle.decide(scene.view(), scene.now()));
          assertEquals(
              Lifecycle.decide(scene.view(), scene.now()),
              Lifecycle.decide(scene.view(), scene.now()));
        });
  }

  @TestFactory
  Stream<DynamicTest> requestsOfPeople() {
    return Tables.rows(
        LifecycleTest.class,
        "request-decisions.yaml",
        FIELDS,
        row -> {
          Scene scene = Scene.of(row);
          View view = scene.view();
          RequestFacts request =
              view.requests().stream().filter(r -> r.name().equals("web-2")).findFirst().get();
          check(row, Lifecycle.decideRequest(request, view.issuer(), view.settings(), scene.now()));
        });
  }

  private static void check(JsonNode row, Decision decision) {
    if (decision instanceof Decision.Act act) {
      assertEquals(row.path("does").asString(""), ActionText.of(act.action()));
      return;
    }
    Decision.Rest rest = (Decision.Rest) decision;
    assertEquals(row.path("does").asString(""), "", rest.toString());
    assertEquals(Optional.ofNullable(SceneReader.nullableInstant(row.path("until"))), rest.until());
    assertEquals(
        Tables.texts(row.path("tells")), rest.notices().stream().map(Notice::reason).toList());
    List<String> waits =
        rest.trail().stream()
            .filter(f -> f.outcome() == Finding.Outcome.WAITING)
            .map(Finding::reason)
            .toList();
    assertEquals(Tables.texts(row.path("waits")), waits);
  }

  @Test
  void theTrailShowsWhatPassedToo() {
    Scene scene = Scene.of("in-order", Tables.parse("{}"));
    List<Finding> trail = Lifecycle.decide(scene.view(), scene.now()).trail();
    List<String> policies = trail.stream().map(Finding::policy).toList();
    int chains =
        TriggerChain.POLICIES.size()
            + ReadinessChain.POLICIES.size()
            + PostIssuanceChain.POLICIES.size();
    assertEquals(chains, policies.size(), policies.toString());
    Scene gone = Scene.of("in-order", Tables.parse("secret: null"));
    Decision act = Lifecycle.decide(gone.view(), gone.now());
    assertEquals(
        List.of(
            Finding.violated(
                "SecretDoesNotExist",
                "DoesNotExist",
                "Issuing certificate as Secret does not exist")),
        act.trail());
  }

  @Test
  void theTrailOfAnIssuanceShowsItsStages() {
    Scene scene = Scene.of("approved", Tables.parse("{}"));
    Decision act = Lifecycle.decide(scene.view(), scene.now());
    List<Finding> stages = act.trail().subList(0, 2);
    assertEquals(List.of(Finding.passed("NextPrivateKey"), Finding.passed("NextRequest")), stages);
  }

  @Test
  void ofSeveralWakeUpsTheEarliestCounts() {
    Lifecycle.Trail trail = new Lifecycle.Trail();
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    trail.wakeAt(noon);
    trail.wakeAt(noon.plusSeconds(1));
    assertEquals(Optional.of(noon), trail.until());
    trail.wakeAt(noon.minusSeconds(1));
    assertEquals(Optional.of(noon.minusSeconds(1)), trail.until());
  }

  @Test
  void theFirstStepThatWantsAnActionGetsIt() {
    Scene scene = Scene.of("in-order", Tables.parse("{}"));
    Lifecycle.Step quiet = (view, now, trail) -> Optional.empty();
    Lifecycle.Step one = (view, now, trail) -> Optional.of(new Action.ReviewRequest("one"));
    Lifecycle.Step two = (view, now, trail) -> Optional.of(new Action.ReviewRequest("two"));
    Decision decision = Lifecycle.decide(List.of(quiet, one, two), scene.view(), scene.now());
    Decision.Act act = assertInstanceOf(Decision.Act.class, decision);
    assertEquals(new Action.ReviewRequest("one"), act.action());
  }
}
