package dev.perennial.core.manifest;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is to be said of one manifest, so far. Lists no more than people read, so that a hostile
 * manifest cannot fill the memory with messages. Not safe for use by several threads.
 */
final class Report {
  /** How many problems are listed, and how many warnings. */
  static final int MAX_LISTED = 1_000;

  private final String source;
  private final List<ManifestException.Problem> problems = new ArrayList<>();
  private final List<Manifest.Warning> warnings = new ArrayList<>();

  Report(String source) {
    this.source = source;
  }

  void problem(Node node, FieldPath path, Rule rule, String message) {
    problem(node.line(), node.column(), path, rule, message);
  }

  void problem(int line, int column, FieldPath path, Rule rule, String message) {
    if (problems.size() < MAX_LISTED) {
      problems.add(new ManifestException.Problem(source, line, column, path.text(), rule, message));
    }
  }

  void warning(int line, int column, FieldPath path, String message) {
    if (warnings.size() < MAX_LISTED) {
      warnings.add(new Manifest.Warning(source, line, column, path.text(), message));
    }
  }

  int problemCount() {
    return problems.size();
  }

  /** Returns the exception that lists all problems, in the order of the manifest. */
  ManifestException exception() {
    List<ManifestException.Problem> sorted = new ArrayList<>(problems);
    sorted.sort(
        Comparator.comparingInt(ManifestException.Problem::line)
            .thenComparingInt(ManifestException.Problem::column));
    if (sorted.size() == MAX_LISTED) {
      ManifestException.Problem last = sorted.get(MAX_LISTED - 1);
      sorted.add(
          new ManifestException.Problem(
              source,
              last.line(),
              last.column(),
              "",
              Rule.TOO_MANY,
              "only the first " + MAX_LISTED + " problems are listed"));
    }
    return new ManifestException(sorted);
  }

  List<Manifest.Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** Returns {@code source:line:column: path: message}. */
  static String line(String source, int line, int column, String path, String message) {
    String place = source + ":" + line + ":" + column + ": ";
    return place + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
