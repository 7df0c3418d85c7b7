package dev.perennial.issuer.acme.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded choices of cert-manager's solver picker. */
class SolverPickerTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> theSameSolverIsPicked() {
    Differences differences =
        Differences.of(SolverPickerTest.class, "dns01-selector-differences.txt")
            .rule("both", SolverPickerTest::hasTwoKinds);
    return Cases.rows("dns01-selector.json", differences, SolverPickerTest::check);
  }

  private static boolean hasTwoKinds(JsonNode row) {
    return row.path("input")
        .path("solvers")
        .valueStream()
        .anyMatch(solver -> solver.has("http01") && solver.has("dns01"));
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    JsonNode expected = row.path("expected");
    if (input.has("selector")) {
      Map<String, Object> solver =
          Map.of("http01", Map.of("ingress", Map.of()), "selector", map(input.path("selector")));
      boolean picked =
          SolverPicker.pick(
                  List.of(Solver.of(new Fields(solver))),
                  input.path("domain").asString(),
                  Map.of(),
                  Set.of("http-01"))
              .isPresent();
      assertEquals(expected.path("matches").asBoolean(), picked);
      return;
    }
    List<Solver> solvers = new ArrayList<>();
    input.path("solvers").forEach(s -> solvers.add(Solver.of(new Fields(map(s)))));
    Set<String> offered = new LinkedHashSet<>();
    input.path("challenges").forEach(c -> offered.add(c.path("type").asString()));
    Map<String, String> labels = new HashMap<>();
    input
        .path("orderLabels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString()));
    Optional<Integer> picked =
        SolverPicker.pick(solvers, input.path("domain").asString(), labels, offered);
    JsonNode index = expected.path("solverIndex");
    // A solver whose empty selector the recorder wrote in another form has no index.
    if (index.isNumber() || !expected.path("solver").isObject()) {
      assertEquals(index.isNumber() ? Optional.of(index.asInt()) : Optional.empty(), picked);
    }
    if (picked.isPresent()) {
      assertEquals(
          expected.path("challengeType").asString(),
          solvers.get(picked.get()).kind().challengeType());
    }
  }

  private static Map<String, Object> map(JsonNode node) {
    return node.isObject()
        ? JSON.convertValue(node, new TypeReference<Map<String, Object>>() {})
        : Map.of();
  }
}
