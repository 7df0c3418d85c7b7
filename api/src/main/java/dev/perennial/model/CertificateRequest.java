package dev.perennial.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request for a signature: a CSR for an issuer, its approval and its outcome. cert-manager's v1
 * {@code CertificateRequest} resource; its spec never changes. Immutable.
 */
public final class CertificateRequest implements Resource {
  private final ObjectMeta meta;
  private final CertificateRequestSpec spec;
  private final CertificateRequestStatus status;

  private CertificateRequest(Builder builder) {
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
    b.meta = meta;
    b.spec = spec;
    b.status = status;
    return b;
  }

  /** Returns the metadata. */
  @Override
  public ObjectMeta meta() {
    return meta;
  }

  /** Returns the spec: what is wanted. */
  public CertificateRequestSpec spec() {
    return spec;
  }

  /** Returns the status: approval and outcome. */
  public CertificateRequestStatus status() {
    return status;
  }

  @Override
  public ResourceType type() {
    return ResourceType.CERTIFICATE_REQUEST;
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(meta, spec, status);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateRequest that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "CertificateRequest" + fields();
  }

  /**
   * Builds {@link CertificateRequest} objects. Not safe for use by several threads; one thread at a
   * time.
   */
  public static final class Builder {
    private @Nullable ObjectMeta meta;
    private @Nullable CertificateRequestSpec spec;
    private CertificateRequestStatus status = CertificateRequestStatus.NONE;

    private Builder() {}

    /** Sets the metadata. */
    public Builder meta(ObjectMeta value) {
      this.meta = Objects.requireNonNull(value, "meta");
      return this;
    }

    /** Sets the spec: what is wanted. */
    public Builder spec(CertificateRequestSpec value) {
      this.spec = Objects.requireNonNull(value, "spec");
      return this;
    }

    /** Sets the status: approval and outcome. */
    public Builder status(CertificateRequestStatus value) {
      this.status = Objects.requireNonNull(value, "status");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public CertificateRequest build() {
      return new CertificateRequest(this);
    }
  }
}
