package dev.perennial.model;

import java.util.List;
import java.util.stream.Collectors;

/** A resource breaks rules; all of them are listed, each with its place. Nothing was stored. */
public final class ValidationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  /**
   * Makes an exception.
   *
   * @param resource the resource, for the message
   * @param violations what it breaks, at least one
   */
  public ValidationException(ResourceKey resource, List<Violation> violations) {
    super(
        resource
            + " is not valid:\n  "
            + violations.stream().map(Violation::toString).collect(Collectors.joining("\n  ")));
    this.violations = List.copyOf(violations);
  }

  /** Returns what the resource breaks, in field order. */
  public List<Violation> violations() {
    return violations;
  }
}
