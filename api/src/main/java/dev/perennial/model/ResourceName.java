package dev.perennial.model;

import java.util.Objects;

/**
 * The namespace and name of a resource. Immutable.
 *
 * @param namespace the namespace; empty for a cluster-scoped resource
 * @param name the name within the namespace
 */
public record ResourceName(String namespace, String name) implements Comparable<ResourceName> {
  /** Checks that both parts are there. */
  public ResourceName {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
  }

  /** Orders by namespace, then by name. */
  @Override
  public int compareTo(ResourceName other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  /** Returns {@code namespace/name}, or the name alone when there is no namespace. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
