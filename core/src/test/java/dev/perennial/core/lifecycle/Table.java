package dev.perennial.core.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of rules beside a test: cells between semicolons, the first one says what the row is
 * about; lines that begin with {@code #} are comments.
 */
final class Table {
  private Table() {}

  /** Returns one test for each row; {@code check} gets its cells, {@code -} being an empty one. */
  static Stream<DynamicTest> tests(String resource, int columns, Consumer<List<String>> check) {
    return rows(resource).stream()
        .map(
            cells -> {
              if (cells.size() != columns) {
                throw new AssertionError(resource + ": not " + columns + " cells: " + cells);
              }
              return DynamicTest.dynamicTest(cells.get(0), () -> check.accept(cells));
            });
  }

  private static List<List<String>> rows(String resource) {
    List<List<String>> rows = new ArrayList<>();
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no resource " + resource);
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          rows.add(
              Stream.of(line.split(";", -1))
                  .map(String::strip)
                  .map(cell -> cell.equals("-") ? "" : cell)
                  .toList());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
