package dev.perennial.model;

import dev.perennial.model.x509.KeyUsage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an issuer in one request; it never changes after creation. Source: cert-manager
 * {@code CertificateRequestSpec}. Immutable.
 */
public final class CertificateRequestSpec {
  private final @Nullable Duration duration;
  private final IssuerRef issuerRef;
  private final String request;
  private final boolean isCa;
  private final List<KeyUsage> usages;
  private final String username;
  private final String uid;
  private final List<String> groups;
  private final Map<String, List<String>> extra;

  private CertificateRequestSpec(Builder builder) {
    this.duration = builder.duration;
    this.issuerRef = builder.issuerRef;
    this.request = builder.request;
    this.isCa = builder.isCa;
    this.usages = List.copyOf(builder.usages);
    this.username = builder.username;
    this.uid = builder.uid;
    this.groups = List.copyOf(builder.groups);
    this.extra = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extra));
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.duration = duration;
    b.issuerRef = issuerRef;
    b.request = request;
    b.isCa = isCa;
    b.usages = usages;
    b.username = username;
    b.uid = uid;
    b.groups = groups;
    b.extra = extra;
    return b;
  }

  /**
   * Returns the lifetime asked for; null means that of {@link CertificateSpec#DEFAULT_DURATION}.
   */
  public @Nullable Duration duration() {
    return duration;
  }

  /** Returns the issuer that signs. */
  public IssuerRef issuerRef() {
    return issuerRef;
  }

  /**
   * Returns the CSR in PEM (RFC 7468), each byte of the manifest's value as one character of ISO
   * 8859-1.
   */
  public String request() {
    return request;
  }

  /** Returns whether a CA certificate is asked for. */
  public boolean isCa() {
    return isCa;
  }

  /** Returns the usages asked for; empty means the default. */
  public List<KeyUsage> usages() {
    return usages;
  }

  /** Returns who made the request; empty when not said. */
  public String username() {
    return username;
  }

  /** Returns the identity of who made the request; empty when not said. */
  public String uid() {
    return uid;
  }

  /** Returns the groups of who made the request. */
  public List<String> groups() {
    return groups;
  }

  /** Returns further attributes of who made the request. */
  public Map<String, List<String>> extra() {
    return extra;
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(duration, issuerRef, request, isCa, usages, username, uid, groups, extra);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateRequestSpec that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "CertificateRequestSpec" + fields();
  }

  /**
   * Builds {@link CertificateRequestSpec} objects. Not safe for use by several threads; one thread
   * at a time.
   */
  public static final class Builder {
    private @Nullable Duration duration;
    private IssuerRef issuerRef = IssuerRef.NONE;
    private String request = "";
    private boolean isCa = false;
    private List<KeyUsage> usages = List.of();
    private String username = "";
    private String uid = "";
    private List<String> groups = List.of();
    private Map<String, List<String>> extra = Map.of();

    private Builder() {}

    /** Sets the lifetime asked for; null means that of {@link CertificateSpec#DEFAULT_DURATION}. */
    public Builder duration(@Nullable Duration value) {
      this.duration = value;
      return this;
    }

    /** Sets the issuer that signs. */
    public Builder issuerRef(IssuerRef value) {
      this.issuerRef = Objects.requireNonNull(value, "issuerRef");
      return this;
    }

    /**
     * Sets the CSR in PEM (RFC 7468), each byte of the manifest's value as one character of ISO
     * 8859-1.
     */
    public Builder request(String value) {
      this.request = Objects.requireNonNull(value, "request");
      return this;
    }

    /** Sets whether a CA certificate is asked for. */
    public Builder isCa(boolean value) {
      this.isCa = value;
      return this;
    }

    /** Sets the usages asked for; empty means the default. */
    public Builder usages(List<KeyUsage> value) {
      this.usages = Objects.requireNonNull(value, "usages");
      return this;
    }

    /** Sets who made the request; empty when not said. */
    public Builder username(String value) {
      this.username = Objects.requireNonNull(value, "username");
      return this;
    }

    /** Sets the identity of who made the request; empty when not said. */
    public Builder uid(String value) {
      this.uid = Objects.requireNonNull(value, "uid");
      return this;
    }

    /** Sets the groups of who made the request. */
    public Builder groups(List<String> value) {
      this.groups = Objects.requireNonNull(value, "groups");
      return this;
    }

    /** Sets further attributes of who made the request. */
    public Builder extra(Map<String, List<String>> value) {
      this.extra = Objects.requireNonNull(value, "extra");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public CertificateRequestSpec build() {
      return new CertificateRequestSpec(this);
    }
  }
}
