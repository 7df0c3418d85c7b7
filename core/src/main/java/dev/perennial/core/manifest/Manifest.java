package dev.perennial.core.manifest;

import dev.perennial.model.Resource;
import java.util.List;

/**
 * What a manifest holds. Immutable.
 *
 * @param resources the resources, in manifest order
 * @param warnings what was read and has no effect here, or was passed over, in manifest order; at
 *     most 1,000 are listed
 */
public record Manifest(List<Resource> resources, List<Warning> warnings) {
  /** Copies the lists. */
  public Manifest {
    resources = List.copyOf(resources);
    warnings = List.copyOf(warnings);
  }

  /**
   * One thing that somebody should know, though the manifest can be used. Immutable.
   *
   * @param source the name of the manifest
   * @param line the line, from 1
   * @param column the column, from 1
   * @param path the field, such as {@code spec.vault.auth.kubernetes.serviceAccountRef}
   * @param message what has no effect, and why
   */
  public record Warning(String source, int line, int column, String path, String message) {
    /** Returns {@code source:line:column: path: message}. */
    @Override
    public String toString() {
      return Report.line(source, line, column, path, message);
    }
  }
}
