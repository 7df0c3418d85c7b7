package dev.perennial.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a {@link Certificate}: cert-manager's v1 {@code CertificateStatus} and, after
 * it, what Perennial adds so that the time of the next attempt and the loop guard survive a
 * restart. Times are in whole seconds, UTC. Immutable.
 */
public final class CertificateStatus {
  private final List<Condition> conditions;
  private final @Nullable Integer revision;
  private final @Nullable Instant notBefore;
  private final @Nullable Instant notAfter;
  private final @Nullable Instant renewalTime;
  private final @Nullable Instant lastFailureTime;
  private final @Nullable Integer failedIssuanceAttempts;
  private final @Nullable String nextPrivateKeySecretName;
  private final @Nullable AriStatus ari;
  private final @Nullable Instant nextAttemptTime;
  private final @Nullable Instant lastIssuanceTime;
  private final @Nullable String lastIssuanceReason;
  private final @Nullable Integer repeatedIssuances;
  private final @Nullable Integer triedIssuers;
  private final @Nullable RevocationStatus revocation;
  private final List<String> compromisedKeys;

  private CertificateStatus(Builder builder) {
    this.conditions = List.copyOf(builder.conditions);
    this.revision = builder.revision;
    this.notBefore = builder.notBefore;
    this.notAfter = builder.notAfter;
    this.renewalTime = builder.renewalTime;
    this.lastFailureTime = builder.lastFailureTime;
    this.failedIssuanceAttempts = builder.failedIssuanceAttempts;
    this.nextPrivateKeySecretName = builder.nextPrivateKeySecretName;
    this.ari = builder.ari;
    this.nextAttemptTime = builder.nextAttemptTime;
    this.lastIssuanceTime = builder.lastIssuanceTime;
    this.lastIssuanceReason = builder.lastIssuanceReason;
    this.repeatedIssuances = builder.repeatedIssuances;
    this.triedIssuers = builder.triedIssuers;
    this.revocation = builder.revocation;
    this.compromisedKeys = List.copyOf(builder.compromisedKeys);
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.conditions = conditions;
    b.revision = revision;
    b.notBefore = notBefore;
    b.notAfter = notAfter;
    b.renewalTime = renewalTime;
    b.lastFailureTime = lastFailureTime;
    b.failedIssuanceAttempts = failedIssuanceAttempts;
    b.nextPrivateKeySecretName = nextPrivateKeySecretName;
    b.ari = ari;
    b.nextAttemptTime = nextAttemptTime;
    b.lastIssuanceTime = lastIssuanceTime;
    b.lastIssuanceReason = lastIssuanceReason;
    b.repeatedIssuances = repeatedIssuances;
    b.triedIssuers = triedIssuers;
    b.revocation = revocation;
    b.compromisedKeys = compromisedKeys;
    return b;
  }

  /** Returns the conditions, one for each type. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** Returns the number of the last successful issuance, from 1; null before the first. */
  public @Nullable Integer revision() {
    return revision;
  }

  /**
   * Returns the start of the validity of the leaf now in the secret; null when there is none that
   * decodes.
   */
  public @Nullable Instant notBefore() {
    return notBefore;
  }

  /**
   * Returns the end of the validity of the leaf now in the secret, inclusive; null when there is
   * none that decodes.
   */
  public @Nullable Instant notAfter() {
    return notAfter;
  }

  /** Returns when the certificate is due for renewal; null when unknown or disabled. */
  public @Nullable Instant renewalTime() {
    return renewalTime;
  }

  /** Returns when the last issuance failed; null after a success. */
  public @Nullable Instant lastFailureTime() {
    return lastFailureTime;
  }

  /** Returns how many issuances failed in a row; null after a success. */
  public @Nullable Integer failedIssuanceAttempts() {
    return failedIssuanceAttempts;
  }

  /** Returns the secret with the next private key; null unless an issuance is in flight. */
  public @Nullable String nextPrivateKeySecretName() {
    return nextPrivateKeySecretName;
  }

  /**
   * Returns the renewal information of an ACME CA (RFC 9773), {@code acme.ari} in a manifest; null
   * when there is none.
   */
  public @Nullable AriStatus ari() {
    return ari;
  }

  /**
   * Returns when the next attempt is made after a failure or after a stopped loop; null when none
   * waits. An addition of Perennial.
   */
  public @Nullable Instant nextAttemptTime() {
    return nextAttemptTime;
  }

  /** Returns when the last issuance succeeded; null before the first. An addition of Perennial. */
  public @Nullable Instant lastIssuanceTime() {
    return lastIssuanceTime;
  }

  /**
   * Returns the trigger reason of the last successful issuance; null before the first. An addition
   * of Perennial.
   */
  public @Nullable String lastIssuanceReason() {
    return lastIssuanceReason;
  }

  /**
   * Returns how many times in a row the same trigger fired again soon after a success; null when
   * none. An addition of Perennial.
   */
  public @Nullable Integer repeatedIssuances() {
    return repeatedIssuances;
  }

  /**
   * Returns how many issuers of {@link Certificate#issuers()} failed in the issuance in flight;
   * null when none did. An addition of Perennial.
   */
  public @Nullable Integer triedIssuers() {
    return triedIssuers;
  }

  /**
   * Returns the last revocation that was asked for; null when none was. An addition of Perennial.
   */
  public @Nullable RevocationStatus revocation() {
    return revocation;
  }

  /**
   * Returns the identities of the public keys whose private keys others may have: none of them is
   * used again. An addition of Perennial.
   */
  public List<String> compromisedKeys() {
    return compromisedKeys;
  }

  /** Nothing known yet. */
  public static final CertificateStatus NONE = builder().build();

  /** Returns the condition of a type, or empty when it is not set. */
  public Optional<Condition> condition(String type) {
    return Conditions.find(conditions, type);
  }

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        conditions,
        revision,
        notBefore,
        notAfter,
        renewalTime,
        lastFailureTime,
        failedIssuanceAttempts,
        nextPrivateKeySecretName,
        ari,
        nextAttemptTime,
        lastIssuanceTime,
        lastIssuanceReason,
        repeatedIssuances,
        triedIssuers,
        revocation,
        compromisedKeys);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CertificateStatus that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "CertificateStatus" + fields();
  }

  /**
   * Builds {@link CertificateStatus} objects. Not safe for use by several threads; one thread at a
   * time.
   */
  public static final class Builder {
    private List<Condition> conditions = List.of();
    private @Nullable Integer revision;
    private @Nullable Instant notBefore;
    private @Nullable Instant notAfter;
    private @Nullable Instant renewalTime;
    private @Nullable Instant lastFailureTime;
    private @Nullable Integer failedIssuanceAttempts;
    private @Nullable String nextPrivateKeySecretName;
    private @Nullable AriStatus ari;
    private @Nullable Instant nextAttemptTime;
    private @Nullable Instant lastIssuanceTime;
    private @Nullable String lastIssuanceReason;
    private @Nullable Integer repeatedIssuances;
    private @Nullable Integer triedIssuers;
    private @Nullable RevocationStatus revocation;
    private List<String> compromisedKeys = List.of();

    private Builder() {}

    /** Sets the conditions, one for each type. */
    public Builder conditions(List<Condition> value) {
      this.conditions = Objects.requireNonNull(value, "conditions");
      return this;
    }

    /** Sets the number of the last successful issuance, from 1; null before the first. */
    public Builder revision(@Nullable Integer value) {
      this.revision = value;
      return this;
    }

    /**
     * Sets the start of the validity of the leaf now in the secret; null when there is none that
     * decodes.
     */
    public Builder notBefore(@Nullable Instant value) {
      this.notBefore = value;
      return this;
    }

    /**
     * Sets the end of the validity of the leaf now in the secret, inclusive; null when there is
     * none that decodes.
     */
    public Builder notAfter(@Nullable Instant value) {
      this.notAfter = value;
      return this;
    }

    /** Sets when the certificate is due for renewal; null when unknown or disabled. */
    public Builder renewalTime(@Nullable Instant value) {
      this.renewalTime = value;
      return this;
    }

    /** Sets when the last issuance failed; null after a success. */
    public Builder lastFailureTime(@Nullable Instant value) {
      this.lastFailureTime = value;
      return this;
    }

    /** Sets how many issuances failed in a row; null after a success. */
    public Builder failedIssuanceAttempts(@Nullable Integer value) {
      this.failedIssuanceAttempts = value;
      return this;
    }

    /** Sets the secret with the next private key; null unless an issuance is in flight. */
    public Builder nextPrivateKeySecretName(@Nullable String value) {
      this.nextPrivateKeySecretName = value;
      return this;
    }

    /**
     * Sets the renewal information of an ACME CA (RFC 9773), {@code acme.ari} in a manifest; null
     * when there is none.
     */
    public Builder ari(@Nullable AriStatus value) {
      this.ari = value;
      return this;
    }

    /**
     * Sets when the next attempt is made after a failure or after a stopped loop; null when none
     * waits. An addition of Perennial.
     */
    public Builder nextAttemptTime(@Nullable Instant value) {
      this.nextAttemptTime = value;
      return this;
    }

    /** Sets when the last issuance succeeded; null before the first. An addition of Perennial. */
    public Builder lastIssuanceTime(@Nullable Instant value) {
      this.lastIssuanceTime = value;
      return this;
    }

    /**
     * Sets the trigger reason of the last successful issuance; null before the first. An addition
     * of Perennial.
     */
    public Builder lastIssuanceReason(@Nullable String value) {
      this.lastIssuanceReason = value;
      return this;
    }

    /**
     * Sets how many times in a row the same trigger fired again soon after a success; null when
     * none. An addition of Perennial.
     */
    public Builder repeatedIssuances(@Nullable Integer value) {
      this.repeatedIssuances = value;
      return this;
    }

    /**
     * Sets how many issuers of {@link Certificate#issuers()} failed in the issuance in flight; null
     * when none did. An addition of Perennial.
     */
    public Builder triedIssuers(@Nullable Integer value) {
      this.triedIssuers = value;
      return this;
    }

    /**
     * Sets the last revocation that was asked for; null when none was. An addition of Perennial.
     */
    public Builder revocation(@Nullable RevocationStatus value) {
      this.revocation = value;
      return this;
    }

    /**
     * Sets the identities of the public keys whose private keys others may have. An addition of
     * Perennial.
     */
    public Builder compromisedKeys(List<String> value) {
      this.compromisedKeys = Objects.requireNonNull(value, "compromisedKeys");
      return this;
    }

    /**
     * Returns the object. Business rules are not checked here: {@link Validation} reports them all
     * at once.
     */
    public CertificateStatus build() {
      return new CertificateStatus(this);
    }
  }
}
