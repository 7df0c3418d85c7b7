package dev.perennial.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a key and a certificate in a secret that stay valid: cert-manager's v1 {@code
 * Certificate} resource. It is not the X.509 object: that is the leaf, or the chain. Immutable.
 */
public final class Certificate implements Resource {
  private final ObjectMeta meta;
  private final CertificateSpec spec;
  private final CertificateStatus status;

  private Certificate(Builder builder) {
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
  public CertificateSpec spec() {
    return spec;
  }

  /** Returns the status: what is. */
  public CertificateStatus status() {
    return status;
  }

  @Override
  public ResourceType type() {
    return ResourceType.CERTIFICATE;
  }

  /** Returns the name of the secret that this certificate fills. */
  public ResourceName secretName() {
    return new ResourceName(meta.namespace(), spec.secretName());
  }

  /**
   * Returns the issuers to try, in order, each once: the one of the spec, then those of {@link
   * Annotations#FALLBACK_ISSUERS}.
   */
  public List<IssuerRef> issuers() {
    List<IssuerRef> issuers = new ArrayList<>(List.of(spec.issuerRef()));
    for (IssuerRef issuer : FallbackIssuers.of(meta)) {
      if (issuers.stream().noneMatch(issuer::sameAs)) {
        issuers.add(issuer);
      }
    }
    return List.copyOf(issuers);
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(meta, spec, status);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Certificate that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "Certificate" + fields();
  }

  /**
   * Builds {@link Certificate} objects. Not safe for use by several threads; one thread at a time.
   */
  public static final class Builder {
    private @Nullable ObjectMeta meta;
    private @Nullable CertificateSpec spec;
    private CertificateStatus status = CertificateStatus.NONE;

    private Builder() {}

    /** Sets the metadata. */
    public Builder meta(ObjectMeta value) {
      this.meta = Objects.requireNonNull(value, "meta");
      return this;
    }

    /** Sets the spec: what is wanted. */
    public Builder spec(CertificateSpec value) {
      this.spec = Objects.requireNonNull(value, "spec");
      return this;
    }

    /** Sets the status: what is. */
    public Builder status(CertificateStatus value) {
      this.status = Objects.requireNonNull(value, "status");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public Certificate build() {
      return new Certificate(this);
    }
  }
}
