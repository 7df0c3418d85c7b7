package dev.perennial.model.x509;

import org.jspecify.annotations.Nullable;

/**
 * The names that a CA may sign for (RFC 5280, section 4.2.1.10). Immutable.
 *
 * @param critical whether the extension is critical
 * @param permitted the permitted subtrees; null when all are
 * @param excluded the excluded subtrees; null when none are
 */
public record NameConstraints(
    boolean critical,
    @Nullable NameConstraintItem permitted,
    @Nullable NameConstraintItem excluded) {}
