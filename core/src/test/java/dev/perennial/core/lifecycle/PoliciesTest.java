package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The four policy chains: each policy, its neighbours, and the order. */
class PoliciesTest {
  private static final Set<String> FIELDS =
      Set.of("given", "common", "trigger", "ready", "temporary", "rewrite", "by", "says");

  @TestFactory
  Stream<DynamicTest> policies() {
    return Tables.rows(PoliciesTest.class, "policies.yaml", FIELDS, PoliciesTest::check);
  }

  private static void check(JsonNode row) {
    Scene scene = Scene.of(row);
    List<Finding> violations = new ArrayList<>();
    assertEquals(
        row.path("common").asString(row.path("trigger").asString("")),
        reason(findings(TriggerChain.POLICIES, scene), violations),
        "trigger");
    assertEquals(
        row.path("common").asString(row.path("ready").asString("")),
        reason(findings(ReadinessChain.POLICIES, scene), violations),
        "ready");
    assertEquals(
        row.path("temporary").asString(""),
        reason(findings(TemporaryChain.POLICIES, scene), violations),
        "temporary");
    if (scene.view().secret().exists()) {
      assertEquals(
          row.path("rewrite").asString(""),
          reason(findings(PostIssuanceChain.POLICIES, scene), violations),
          "rewrite");
    }
    if (row.has("by")) {
      assertEquals(row.path("by").asString(), violations.get(0).policy());
    }
    assertTrue(
        violations.toString().contains(row.path("says").asString("")), violations.toString());
  }

  private static List<Finding> findings(List<Policy> chain, Scene scene) {
    return Policy.run(chain, scene.input());
  }

  private static String reason(List<Finding> findings, List<Finding> violations) {
    for (Finding finding : findings.subList(0, findings.size() - 1)) {
      assertEquals(Finding.passed(finding.policy()), finding);
    }
    Finding last = findings.get(findings.size() - 1);
    if (last.isViolated()) {
      violations.add(last);
    }
    return last.reason();
  }

  @Test
  void chainsHaveTheirPoliciesInOrder() {
    JsonNode chains = Tables.read(PoliciesTest.class, "chains.yaml");
    assertEquals(Tables.texts(chains.path("trigger")), names(TriggerChain.POLICIES));
    assertEquals(Tables.texts(chains.path("readiness")), names(ReadinessChain.POLICIES));
    assertEquals(Tables.texts(chains.path("temporary")), names(TemporaryChain.POLICIES));
    assertEquals(Tables.texts(chains.path("postIssuance")), names(PostIssuanceChain.POLICIES));
  }

  private static List<String> names(List<Policy> chain) {
    return chain.stream().map(Policy::name).toList();
  }
}
