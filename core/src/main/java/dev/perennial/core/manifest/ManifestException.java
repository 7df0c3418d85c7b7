package dev.perennial.core.manifest;

import dev.perennial.model.Violation;
import java.util.List;

/**
 * A manifest cannot be read. All that is wrong with it is listed, each with its place; text that is
 * not YAML, or is too large, is one problem. Nothing of the manifest was taken. The message never
 * quotes the manifest at length: it may hold secrets.
 */
public final class ManifestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * One thing that is wrong. Immutable.
   *
   * @param source the name of the manifest
   * @param line the line, from 1
   * @param column the column, from 1
   * @param path the field, such as {@code spec.dnsNames[2]}; empty for the whole document
   * @param rule the kind of rule that is broken; {@code INVALID} for what is not YAML
   * @param message what is wrong and what would be right
   */
  public record Problem(
      String source, int line, int column, String path, Violation.Rule rule, String message) {
    /** Returns {@code source:line:column: path: message}. */
    @Override
    public String toString() {
      return Report.line(source, line, column, path, message);
    }
  }

  ManifestException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::toString).toList()));
    this.problems = List.copyOf(problems);
  }

  /** Returns all that is wrong, in the order of the manifest; at most 1,000 are listed. */
  public List<Problem> problems() {
    return problems;
  }
}
