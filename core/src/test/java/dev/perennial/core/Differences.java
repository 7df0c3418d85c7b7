package dev.perennial.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The recorded rows on which we differ from cert-manager on purpose, each with its reason.
 *
 * <p>Read from a text file beside the test. A line is {@code ID = reason} for one row or {@code
 * rule NAME = reason} for the rows that the predicate registered under that name decides; blank
 * lines and lines that begin with {@code #} do not count. Prefer rules: they also decide rows that
 * nobody here has seen. Immutable.
 */
public final class Differences {
  private static final String RULE = "rule ";

  private final Map<String, String> reasons;
  private final Map<String, Predicate<JsonNode>> rules;

  private Differences(Map<String, String> reasons, Map<String, Predicate<JsonNode>> rules) {
    this.reasons = reasons;
    this.rules = rules;
  }

  /** Returns the empty list: every row must agree. */
  public static Differences none() {
    return new Differences(Map.of(), Map.of());
  }

  /** Reads the list from a resource in the package of {@code test}. */
  public static Differences of(Class<?> test, String resource) {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream in = test.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no resource " + resource + " beside " + test.getName());
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        readLine(line.strip(), resource, reasons);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Differences(reasons, Map.of());
  }

  /** Returns this list with the predicate behind {@code rule NAME = reason}. */
  public Differences rule(String name, Predicate<JsonNode> decides) {
    if (!reasons.containsKey(RULE + name)) {
      throw new AssertionError("rule " + name + " has no line with a reason");
    }
    Map<String, Predicate<JsonNode>> more = new LinkedHashMap<>(rules);
    more.put(name, decides);
    return new Differences(reasons, more);
  }

  /** Returns the reason why the row of this id differs, when it is listed by its id. */
  Optional<String> reasonById(JsonNode row) {
    return Optional.ofNullable(reasons.get(row.path("id").asString()));
  }

  /** Returns the reason why the row differs, when a rule decides it. */
  Optional<String> reasonByRule(JsonNode row) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().test(row))
        .map(rule -> reasons.get(RULE + rule.getKey()))
        .findFirst();
  }

  /** Fails when a line of the file names a rule that no predicate was given for. */
  void requireComplete() {
    for (String key : reasons.keySet()) {
      if (key.startsWith(RULE) && !rules.containsKey(key.substring(RULE.length()))) {
        throw new AssertionError("'" + key + "' is listed, but the test gives no predicate for it");
      }
    }
  }

  private static void readLine(String line, String resource, Map<String, String> reasons) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 1 || line.substring(equals + 1).isBlank()) {
      throw new AssertionError(resource + ": '" + line + "' must be 'ID = reason'");
    }
    reasons.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
  }
}
