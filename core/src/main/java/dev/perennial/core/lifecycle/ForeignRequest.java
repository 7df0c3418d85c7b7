package dev.perennial.core.lifecycle;

/**
 * A certificate request that is named like one of a certificate's and is not owned by it.
 * Immutable.
 *
 * @param name the name of the request
 * @param orphan whether it was made for a former certificate of the same name, which is gone
 */
public record ForeignRequest(String name, boolean orphan) {}
