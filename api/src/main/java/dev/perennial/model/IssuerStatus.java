package dev.perennial.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of an {@link Issuer}. Immutable. */
public final class IssuerStatus {
  private final List<Condition> conditions;
  private final Map<String, Object> acme;
  private final @Nullable String signingCa;
  private final @Nullable Instant signingCaSince;
  private final @Nullable Instant retryTime;
  private final @Nullable Integer failedChecks;
  private final Map<String, Object> otherFields;

  private IssuerStatus(Builder builder) {
    this.conditions = List.copyOf(builder.conditions);
    this.acme = Collections.unmodifiableMap(new LinkedHashMap<>(builder.acme));
    this.signingCa = builder.signingCa;
    this.signingCaSince = builder.signingCaSince;
    this.retryTime = builder.retryTime;
    this.failedChecks = builder.failedChecks;
    this.otherFields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.otherFields));
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.conditions = conditions;
    b.acme = acme;
    b.signingCa = signingCa;
    b.signingCaSince = signingCaSince;
    b.retryTime = retryTime;
    b.failedChecks = failedChecks;
    b.otherFields = otherFields;
    return b;
  }

  /** Returns the conditions, one for each type. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** Returns what the ACME provider keeps, {@code status.acme} in a manifest, as JDK values. */
  public Map<String, Object> acme() {
    return acme;
  }

  /**
   * Returns the SHA-256 fingerprint, in lower-case hex, of the CA certificate that signs now; null
   * when the provider names none. An addition of Perennial.
   */
  public @Nullable String signingCa() {
    return signingCa;
  }

  /** Returns since when {@link #signingCa()} signs; null when it is. An addition of Perennial. */
  public @Nullable Instant signingCaSince() {
    return signingCaSince;
  }

  /**
   * Returns when a check that failed is made again; null when none is due. An addition of
   * Perennial.
   */
  public @Nullable Instant retryTime() {
    return retryTime;
  }

  /** Returns how many checks failed in a row; null when none. An addition of Perennial. */
  public @Nullable Integer failedChecks() {
    return failedChecks;
  }

  /**
   * Returns what else the status of an issuer of another group holds, as JDK values: kept, so that
   * writing a manifest back loses nothing.
   */
  public Map<String, Object> otherFields() {
    return otherFields;
  }

  /** Nothing known yet. */
  public static final IssuerStatus NONE = builder().build();

  /** Returns the condition of a type, or empty when it is not set. */
  public Optional<Condition> condition(String type) {
    return Conditions.find(conditions, type);
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        conditions, acme, signingCa, signingCaSince, retryTime, failedChecks, otherFields);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IssuerStatus that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "IssuerStatus" + fields();
  }

  /**
   * Builds {@link IssuerStatus} objects. Not safe for use by several threads; one thread at a time.
   */
  public static final class Builder {
    private List<Condition> conditions = List.of();
    private Map<String, Object> acme = Map.of();
    private @Nullable String signingCa;
    private @Nullable Instant signingCaSince;
    private @Nullable Instant retryTime;
    private @Nullable Integer failedChecks;
    private Map<String, Object> otherFields = Map.of();

    private Builder() {}

    /** Sets the conditions, one for each type. */
    public Builder conditions(List<Condition> value) {
      this.conditions = Objects.requireNonNull(value, "conditions");
      return this;
    }

    /** Sets what the ACME provider keeps, {@code status.acme} in a manifest, as JDK values. */
    public Builder acme(Map<String, Object> value) {
      this.acme = Objects.requireNonNull(value, "acme");
      return this;
    }

    /**
     * Sets the SHA-256 fingerprint, in lower-case hex, of the CA certificate that signs now; null
     * when the provider names none. An addition of Perennial.
     */
    public Builder signingCa(@Nullable String value) {
      this.signingCa = value;
      return this;
    }

    /** Sets since when {@link #signingCa()} signs; null when it is. An addition of Perennial. */
    public Builder signingCaSince(@Nullable Instant value) {
      this.signingCaSince = value;
      return this;
    }

    /**
     * Sets when a check that failed is made again; null when none is due. An addition of Perennial.
     */
    public Builder retryTime(@Nullable Instant value) {
      this.retryTime = value;
      return this;
    }

    /** Sets how many checks failed in a row; null when none. An addition of Perennial. */
    public Builder failedChecks(@Nullable Integer value) {
      this.failedChecks = value;
      return this;
    }

    /** Sets what else the status of an issuer of another group holds, as JDK values. */
    public Builder otherFields(Map<String, Object> value) {
      this.otherFields = Objects.requireNonNull(value, "otherFields");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public IssuerStatus build() {
      return new IssuerStatus(this);
    }
  }
}
