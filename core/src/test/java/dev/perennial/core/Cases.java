package dev.perennial.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the recorded answers of cert-manager, one dynamic test for each row.
 *
 * <p>The folder is the system property {@code perennial.cases}, otherwise {@code ../shared/cases}
 * from the repository's root. Where it is missing, a run with {@code CI=true} in its environment
 * fails and any other run passes and says so in one line.
 *
 * <p>Rows with more than one defensible answer do not count: {@code upstreamQuirk} and {@code
 * upstreamBug} are left out, {@code orderDependent} may differ but must not end in an exception.
 */
public final class Cases {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Cases() {}

  /** Returns one test for each row of {@code file}; {@code check} throws when ours differs. */
  public static Stream<DynamicTest> rows(String file, Consumer<JsonNode> check) {
    return rows(file, Differences.none(), check);
  }

  /**
   * Returns one test for each row of {@code file}. A row listed by its id must differ (an
   * AssertionError of {@code check}), a row decided by a rule may; both are reported as skipped,
   * with the reason.
   */
  public static Stream<DynamicTest> rows(
      String file, Differences differences, Consumer<JsonNode> check) {
    differences.requireComplete();
    return read(file).stream()
        .flatMap(document -> rowsOf(document).stream())
        .filter(row -> !isMarked(row, "upstreamQuirk") && !isMarked(row, "upstreamBug"))
        .map(row -> DynamicTest.dynamicTest(title(row), () -> run(row, differences, check)));
  }

  /** Returns the document {@code file}, or nothing when the folder of cases is not there. */
  public static Optional<JsonNode> read(String file) {
    return folder().map(folder -> JSON.readTree(folder.resolve(file).toFile()));
  }

  /** Returns the folder of cases; nothing (said in one line) when it is not there. */
  public static Optional<Path> folder() {
    String named = System.getProperty("perennial.cases", "");
    Path folder = named.isBlank() ? repositoryRoot().resolve("../shared/cases") : Path.of(named);
    if (Files.isDirectory(folder)) {
      return Optional.of(folder);
    }
    String missing =
        "recorded cases not found in " + folder.normalize() + ": set -Dperennial.cases=DIR";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    System.out.println(missing);
    return Optional.empty();
  }

  private static Path repositoryRoot() {
    Path here = Path.of("").toAbsolutePath();
    while (here.getParent() != null && Files.exists(here.resolveSibling("pom.xml"))) {
      here = here.getParent();
    }
    return here;
  }

  private static List<JsonNode> rowsOf(JsonNode document) {
    List<JsonNode> rows = new ArrayList<>();
    document.path("cases").forEach(rows::add);
    return rows;
  }

  /** A mark is {@code true} or a text that says why. */
  private static boolean isMarked(JsonNode row, String mark) {
    JsonNode value = row.path(mark);
    return value.isString() || value.asBoolean(false);
  }

  private static String title(JsonNode row) {
    String name = row.path("name").asString("");
    return row.path("id").asString() + (name.isEmpty() ? "" : " " + name);
  }

  private static void run(JsonNode row, Differences differences, Consumer<JsonNode> check) {
    Optional<String> byId = differences.reasonById(row);
    Optional<String> byRule = differences.reasonByRule(row);
    try {
      check.accept(row);
    } catch (AssertionError differs) {
      if (isMarked(row, "orderDependent")) {
        throw new TestAbortedException("depends on an order; ours answers otherwise", differs);
      }
      if (byId.isPresent() || byRule.isPresent()) {
        throw new TestAbortedException(byId.or(() -> byRule).orElseThrow(), differs);
      }
      throw differs;
    }
    if (byId.isPresent()) {
      throw new AssertionError(title(row) + " agrees, yet is listed as different: " + byId.get());
    }
  }
}
