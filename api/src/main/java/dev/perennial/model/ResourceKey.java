package dev.perennial.model;

import java.util.Objects;

/**
 * The key of a resource in a store. Immutable.
 *
 * @param type the group and kind
 * @param name the namespace and name
 */
public record ResourceKey(ResourceType type, ResourceName name) implements Comparable<ResourceKey> {
  /** Checks that both parts are there. */
  public ResourceKey {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(name, "name");
  }

  /** Returns the key of a certificate. */
  public static ResourceKey certificate(ResourceName name) {
    return new ResourceKey(ResourceType.CERTIFICATE, name);
  }

  /** Returns the key of a certificate request. */
  public static ResourceKey certificateRequest(ResourceName name) {
    return new ResourceKey(ResourceType.CERTIFICATE_REQUEST, name);
  }

  /** Returns the key of a secret. */
  public static ResourceKey secret(ResourceName name) {
    return new ResourceKey(ResourceType.SECRET, name);
  }

  /**
   * Returns the key of the issuer that a reference names.
   *
   * @param ref the reference
   * @param namespace the namespace of the resource that holds the reference
   */
  public static ResourceKey issuer(IssuerRef ref, String namespace) {
    ResourceType type = new ResourceType(ref.groupOrDefault(), ref.kindOrDefault());
    return new ResourceKey(
        type, new ResourceName(type.clusterScoped() ? "" : namespace, ref.name()));
  }

  /** Orders by type, then by name. */
  @Override
  public int compareTo(ResourceKey other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : name.compareTo(other.name);
  }

  /** Returns the type and the name, for messages. */
  @Override
  public String toString() {
    return type + " " + name;
  }
}
