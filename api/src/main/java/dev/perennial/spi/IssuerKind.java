package dev.perennial.spi;

import dev.perennial.model.Issuer;
import dev.perennial.model.ResourceType;

/**
 * Which issuers a provider serves. Immutable.
 *
 * @param group the API group of the issuer resources
 * @param name for cert-manager's group the entry of the spec, such as {@code ca}; for another group
 *     the kind of the resource
 */
public record IssuerKind(String group, String name) {
  /**
   * Returns the kind for {@code Issuer} and {@code ClusterIssuer} with this entry in their spec.
   */
  public static IssuerKind builtIn(String specEntry) {
    return new IssuerKind(ResourceType.CERT_MANAGER_GROUP, specEntry);
  }

  /** Returns the kind for resources of another group. */
  public static IssuerKind external(String group, String kind) {
    return new IssuerKind(group, kind);
  }

  /** Returns whether this is one of cert-manager's own kinds. */
  public boolean isBuiltIn() {
    return group.equals(ResourceType.CERT_MANAGER_GROUP);
  }

  /** Returns whether an issuer is of this kind. */
  public boolean serves(Issuer issuer) {
    if (!issuer.type().group().equals(group)) {
      return false;
    }
    return isBuiltIn()
        ? issuer.spec().fields().containsKey(name)
        : issuer.type().kind().equals(name);
  }

  /** Returns {@code spec.<entry>} or the resource type, for messages. */
  @Override
  public String toString() {
    return isBuiltIn() ? "spec." + name : name + "." + group;
  }
}
