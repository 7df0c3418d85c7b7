package dev.perennial.model;

/**
 * One resource of the declared world: its identity and its content. Implementations are immutable.
 */
public sealed interface Resource permits Certificate, CertificateRequest, Issuer, SecretBundle {
  /** Returns the group and kind. */
  ResourceType type();

  /** Returns the metadata. */
  ObjectMeta meta();

  /** Returns the key under which a store keeps this resource. */
  default ResourceKey key() {
    return new ResourceKey(type(), meta().resourceName());
  }
}
