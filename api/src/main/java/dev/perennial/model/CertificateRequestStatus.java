package dev.perennial.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The approval and the outcome of a {@link CertificateRequest}. Source: cert-manager {@code
 * CertificateRequestStatus}; the signing fields after it are an addition of Perennial. Immutable.
 */
public final class CertificateRequestStatus {
  private final List<Condition> conditions;
  private final String certificate;
  private final String ca;
  private final @Nullable Instant failureTime;
  private final @Nullable SecretBytes checkpoint;
  private final @Nullable Instant retryTime;
  private final @Nullable Integer retries;
  private final @Nullable Instant signingTime;

  private CertificateRequestStatus(Builder builder) {
    this.conditions = List.copyOf(builder.conditions);
    this.certificate = builder.certificate;
    this.ca = builder.ca;
    this.failureTime = builder.failureTime;
    this.checkpoint = builder.checkpoint;
    this.retryTime = builder.retryTime;
    this.retries = builder.retries;
    this.signingTime = builder.signingTime;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.conditions = conditions;
    b.certificate = certificate;
    b.ca = ca;
    b.failureTime = failureTime;
    b.checkpoint = checkpoint;
    b.retryTime = retryTime;
    b.retries = retries;
    b.signingTime = signingTime;
    return b;
  }

  /** Returns the conditions, one for each type. */
  public List<Condition> conditions() {
    return conditions;
  }

  /**
   * Returns the issued chain in PEM, leaf first; empty until issued. Characters are bytes of ISO
   * 8859-1.
   */
  public String certificate() {
    return certificate;
  }

  /**
   * Returns the CA certificate in PEM, when the issuer told it; empty otherwise. Characters are
   * bytes of ISO 8859-1.
   */
  public String ca() {
    return ca;
  }

  /** Returns when the request failed or was denied; null unless it was. */
  public @Nullable Instant failureTime() {
    return failureTime;
  }

  /**
   * Returns where the signer stands, opaque to all but its provider; null when it has not begun or
   * needs none. An addition of Perennial.
   */
  public @Nullable SecretBytes checkpoint() {
    return checkpoint;
  }

  /**
   * Returns when the signer is to be called again; null when it is not waiting. An addition of
   * Perennial.
   */
  public @Nullable Instant retryTime() {
    return retryTime;
  }

  /**
   * Returns how many transient faults the signer met in a row; null when none. An addition of
   * Perennial.
   */
  public @Nullable Integer retries() {
    return retries;
  }

  /**
   * Returns when the signer was first called; its deadline counts from here. Null before. An
   * addition of Perennial.
   */
  public @Nullable Instant signingTime() {
    return signingTime;
  }

  /** Nothing decided yet. */
  public static final CertificateRequestStatus NONE = builder().build();

  /** Returns the condition of a type, or empty when it is not set. */
  public Optional<Condition> condition(String type) {
    return Conditions.find(conditions, type);
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        conditions, certificate, ca, failureTime, checkpoint, retryTime, retries, signingTime);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateRequestStatus that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "CertificateRequestStatus" + fields();
  }

  /**
   * Builds {@link CertificateRequestStatus} objects. Not safe for use by several threads; one
   * thread at a time.
   */
  public static final class Builder {
    private List<Condition> conditions = List.of();
    private String certificate = "";
    private String ca = "";
    private @Nullable Instant failureTime;
    private @Nullable SecretBytes checkpoint;
    private @Nullable Instant retryTime;
    private @Nullable Integer retries;
    private @Nullable Instant signingTime;

    private Builder() {}

    /** Sets the conditions, one for each type. */
    public Builder conditions(List<Condition> value) {
      this.conditions = Objects.requireNonNull(value, "conditions");
      return this;
    }

    /**
     * Sets the issued chain in PEM, leaf first; empty until issued. Characters are bytes of ISO
     * 8859-1.
     */
    public Builder certificate(String value) {
      this.certificate = Objects.requireNonNull(value, "certificate");
      return this;
    }

    /**
     * Sets the CA certificate in PEM, when the issuer told it; empty otherwise. Characters are
     * bytes of ISO 8859-1.
     */
    public Builder ca(String value) {
      this.ca = Objects.requireNonNull(value, "ca");
      return this;
    }

    /** Sets when the request failed or was denied; null unless it was. */
    public Builder failureTime(@Nullable Instant value) {
      this.failureTime = value;
      return this;
    }

    /**
     * Sets where the signer stands, opaque to all but its provider; null when it has not begun or
     * needs none. An addition of Perennial.
     */
    public Builder checkpoint(@Nullable SecretBytes value) {
      this.checkpoint = value;
      return this;
    }

    /**
     * Sets when the signer is to be called again; null when it is not waiting. An addition of
     * Perennial.
     */
    public Builder retryTime(@Nullable Instant value) {
      this.retryTime = value;
      return this;
    }

    /**
     * Sets how many transient faults the signer met in a row; null when none. An addition of
     * Perennial.
     */
    public Builder retries(@Nullable Integer value) {
      this.retries = value;
      return this;
    }

    /**
     * Sets when the signer was first called; its deadline counts from here. Null before. An
     * addition of Perennial.
     */
    public Builder signingTime(@Nullable Instant value) {
      this.signingTime = value;
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public CertificateRequestStatus build() {
      return new CertificateRequestStatus(this);
    }
  }
}
