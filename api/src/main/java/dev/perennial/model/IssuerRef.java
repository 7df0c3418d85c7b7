package dev.perennial.model;

import java.util.Objects;

/**
 * A reference to an issuer, as written; empty parts mean the defaults. Immutable.
 *
 * @param name the name of the issuer
 * @param kind the kind; empty means {@code Issuer}
 * @param group the API group; empty means {@code cert-manager.io}
 */
public record IssuerRef(String name, String kind, String group) {
  /** A reference that names nothing. */
  public static final IssuerRef NONE = new IssuerRef("", "", "");

  /** Checks that all parts are there. */
  public IssuerRef {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(group, "group");
  }

  /** Returns a reference to an issuer in the namespace of the certificate. */
  public static IssuerRef issuer(String name) {
    return new IssuerRef(name, "Issuer", "");
  }

  /** Returns a reference to a cluster-scoped issuer. */
  public static IssuerRef clusterIssuer(String name) {
    return new IssuerRef(name, "ClusterIssuer", "");
  }

  /** Returns the kind, {@code Issuer} when it is empty. */
  public String kindOrDefault() {
    return kind.isEmpty() ? "Issuer" : kind;
  }

  /** Returns the group, {@code cert-manager.io} when it is empty. */
  public String groupOrDefault() {
    return group.isEmpty() ? ResourceType.CERT_MANAGER_GROUP : group;
  }

  /** Returns whether both name the same issuer once the defaults are filled in. */
  public boolean sameAs(IssuerRef other) {
    return name.equals(other.name)
        && kindOrDefault().equals(other.kindOrDefault())
        && groupOrDefault().equals(other.groupOrDefault());
  }
}
