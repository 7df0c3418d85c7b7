package dev.perennial.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who signs: a cert-manager {@code Issuer} or {@code ClusterIssuer}, or an issuer resource of
 * another group that an external provider serves. Immutable.
 */
public final class Issuer implements Resource {
  private final ResourceType type;
  private final String version;
  private final ObjectMeta meta;
  private final IssuerSpec spec;
  private final IssuerStatus status;

  private Issuer(Builder builder) {
    this.type = builder.type;
    this.version = builder.version;
    this.meta = Objects.requireNonNull(builder.meta, "meta");
    this.spec = Objects.requireNonNull(builder.spec, "spec");
    this.status = builder.status;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.type = type;
    b.version = version;
    b.meta = meta;
    b.spec = spec;
    b.status = status;
    return b;
  }

  /**
   * Returns the group and kind: {@link ResourceType#ISSUER}, {@link ResourceType#CLUSTER_ISSUER} or
   * an external one.
   */
  @Override
  public ResourceType type() {
    return type;
  }

  /** Returns the version of the API in which its manifest is written, {@code v1} unless said. */
  public String version() {
    return version;
  }

  /** Returns the metadata; the namespace is empty for a cluster-scoped issuer. */
  @Override
  public ObjectMeta meta() {
    return meta;
  }

  /** Returns the configuration. */
  public IssuerSpec spec() {
    return spec;
  }

  /** Returns the status: conditions, and what the provider keeps there. */
  public IssuerStatus status() {
    return status;
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(type, version, meta, spec, status);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Issuer that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "Issuer" + fields();
  }

  /** Builds {@link Issuer} objects. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private ResourceType type = ResourceType.ISSUER;
    private String version = "v1";
    private @Nullable ObjectMeta meta;
    private @Nullable IssuerSpec spec;
    private IssuerStatus status = IssuerStatus.NONE;

    private Builder() {}

    /**
     * Sets the group and kind: {@link ResourceType#ISSUER}, {@link ResourceType#CLUSTER_ISSUER} or
     * an external one.
     */
    public Builder type(ResourceType value) {
      this.type = Objects.requireNonNull(value, "type");
      return this;
    }

    /**
     * Sets the version of the API in which its manifest is written: issuers of other groups have
     * versions such as {@code v1beta1}.
     */
    public Builder version(String value) {
      this.version = Objects.requireNonNull(value, "version");
      return this;
    }

    /** Sets the metadata; the namespace is empty for a cluster-scoped issuer. */
    public Builder meta(ObjectMeta value) {
      this.meta = Objects.requireNonNull(value, "meta");
      return this;
    }

    /** Sets the configuration. */
    public Builder spec(IssuerSpec value) {
      this.spec = Objects.requireNonNull(value, "spec");
      return this;
    }

    /** Sets the status: conditions, and what the provider keeps there. */
    public Builder status(IssuerStatus value) {
      this.status = Objects.requireNonNull(value, "status");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public Issuer build() {
      return new Issuer(this);
    }
  }
}
