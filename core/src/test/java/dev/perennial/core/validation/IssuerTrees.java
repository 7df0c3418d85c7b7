package dev.perennial.core.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Specs of issuers: those of the tables, each with a few values replaced or left out. */
final class IssuerTrees {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A change: the value with this number in document order becomes another, or nothing. */
  private record Change(int place, Object value) {}

  private static final Object NOTHING = new Object();

  private IssuerTrees() {}

  static Arbitrary<Map<String, Object>> any() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.of("", "..", "-1s", "[]:53", "https://", "YQ==", "HMACMD5", NOTHING),
            Arbitraries.strings().ofMaxLength(8).asGeneric(),
            Arbitraries.of(true, 1, List.of("", 1, Map.of()), List.of(), Map.of()));
    Arbitrary<Change> changes =
        Combinators.combine(Arbitraries.integers().between(1, 15), values).as(Change::new);
    return Combinators.combine(
            Arbitraries.of(RulesTableTest.issuerSpecs()), changes.list().ofMaxSize(3))
        .as(IssuerTrees::changed);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> changed(JsonNode spec, List<Change> changes) {
    Object tree = JSON.convertValue(spec, Map.class);
    for (Change change : changes) {
      tree = copy(tree, change, new int[1]);
    }
    return (Map<String, Object>) tree;
  }

  private static Object copy(Object value, Change change, int[] count) {
    if (count[0]++ == change.place()) {
      return change.value();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, old) -> {
            Object changed = copy(old, change, count);
            if (changed != NOTHING) {
              copy.put((String) key, changed);
            }
          });
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(old -> copy.add(copy(old, change, count)));
      copy.removeIf(changed -> changed == NOTHING);
      return copy;
    }
    return value;
  }

  /** Returns whether a path leads to a value of the tree, or to a field that an object lacks. */
  static boolean reaches(Map<String, Object> tree, String path) {
    Object value = Map.of("spec", tree);
    for (String part : path.replace("[", ".[").split("\\.", -1)) {
      if (value == null) {
        continue;
      }
      if (part.startsWith("[")) {
        int index = Integer.parseInt(part.substring(1, part.length() - 1));
        if (!(value instanceof List<?> list) || index >= list.size()) {
          return false;
        }
        value = list.get(index);
      } else {
        if (!(value instanceof Map<?, ?> map)) {
          return false;
        }
        value = map.get(part);
      }
    }
    return true;
  }
}
