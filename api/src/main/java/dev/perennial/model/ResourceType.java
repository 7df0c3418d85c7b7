package dev.perennial.model;

import java.util.Objects;

/**
 * The group and kind of a resource. Immutable.
 *
 * @param group the API group; empty for the core group of Kubernetes
 * @param kind the kind, as in a manifest
 */
public record ResourceType(String group, String kind) implements Comparable<ResourceType> {
  /** The API group of cert-manager. */
  public static final String CERT_MANAGER_GROUP = "cert-manager.io";

  /** A {@link Certificate}. */
  public static final ResourceType CERTIFICATE =
      new ResourceType(CERT_MANAGER_GROUP, "Certificate");

  /** A {@link CertificateRequest}. */
  public static final ResourceType CERTIFICATE_REQUEST =
      new ResourceType(CERT_MANAGER_GROUP, "CertificateRequest");

  /** A namespaced {@link Issuer}. */
  public static final ResourceType ISSUER = new ResourceType(CERT_MANAGER_GROUP, "Issuer");

  /** A cluster-scoped {@link Issuer}. */
  public static final ResourceType CLUSTER_ISSUER =
      new ResourceType(CERT_MANAGER_GROUP, "ClusterIssuer");

  /** A {@link SecretBundle}. */
  public static final ResourceType SECRET = new ResourceType("", "Secret");

  /** Checks that both parts are there. */
  public ResourceType {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(kind, "kind");
  }

  /**
   * Returns whether resources of this type have no namespace: ClusterIssuer, and external kinds so
   * named.
   */
  public boolean clusterScoped() {
    return kind.startsWith("Cluster") || kind.endsWith("ClusterIssuer");
  }

  /** Orders by group, then by kind. */
  @Override
  public int compareTo(ResourceType other) {
    int byGroup = group.compareTo(other.group);
    return byGroup != 0 ? byGroup : kind.compareTo(other.kind);
  }

  /** Returns {@code Kind.group}, or the kind alone for the core group. */
  @Override
  public String toString() {
    return group.isEmpty() ? kind : kind + "." + group;
  }
}
