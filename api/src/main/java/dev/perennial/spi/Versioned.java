package dev.perennial.spi;

import dev.perennial.model.Resource;

/**
 * A resource with the version under which it was read. Immutable.
 *
 * @param resource the resource
 * @param version the version, a text without meaning
 * @param <R> the type of the resource
 */
public record Versioned<R extends Resource>(R resource, String version) {}
