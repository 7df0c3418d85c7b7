package dev.perennial.core.lifecycle;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a host may set of the lifecycle. Every default is cert-manager's, or the one that the point
 * of difference names. Immutable.
 */
public final class Settings {
  private final Duration initialBackoff;
  private final Duration maximumBackoff;
  private final Duration signingDeadline;
  private final double renewalSpread;
  private final Duration loopWindow;
  private final int previousBundles;
  private final Duration caChangePace;
  private final boolean reissueOnCaChange;
  private final boolean reissueOnNameConstraintsChange;
  private final boolean ownSecrets;
  private final Duration duplicateRecheck;
  private final Duration issuerPatience;

  private Settings(Builder builder) {
    this.initialBackoff = builder.initialBackoff;
    this.maximumBackoff = builder.maximumBackoff;
    this.signingDeadline = builder.signingDeadline;
    this.renewalSpread = builder.renewalSpread;
    this.loopWindow = builder.loopWindow;
    this.previousBundles = builder.previousBundles;
    this.caChangePace = builder.caChangePace;
    this.reissueOnCaChange = builder.reissueOnCaChange;
    this.reissueOnNameConstraintsChange = builder.reissueOnNameConstraintsChange;
    this.ownSecrets = builder.ownSecrets;
    this.duplicateRecheck = builder.duplicateRecheck;
    this.issuerPatience = builder.issuerPatience;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from the values of this object. */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.initialBackoff = initialBackoff;
    b.maximumBackoff = maximumBackoff;
    b.signingDeadline = signingDeadline;
    b.renewalSpread = renewalSpread;
    b.loopWindow = loopWindow;
    b.previousBundles = previousBundles;
    b.caChangePace = caChangePace;
    b.reissueOnCaChange = reissueOnCaChange;
    b.reissueOnNameConstraintsChange = reissueOnNameConstraintsChange;
    b.ownSecrets = ownSecrets;
    b.duplicateRecheck = duplicateRecheck;
    b.issuerPatience = issuerPatience;
    return b;
  }

  /**
   * Returns how long to wait after the first failed issuance; it doubles with each further one. One
   * hour unless set (cert-manager: {@code certificateRequestMinimumBackoffDuration}).
   */
  public Duration initialBackoff() {
    return initialBackoff;
  }

  /**
   * Returns the longest wait after a failed issuance. 32 hours unless set (cert-manager: {@code
   * certificateRequestMaximumBackoffDuration}).
   */
  public Duration maximumBackoff() {
    return maximumBackoff;
  }

  /**
   * Returns how long a request may be with its signer before it fails. One day unless set; cert-
   * manager waits for ever.
   */
  public Duration signingDeadline() {
    return signingDeadline;
  }

  /**
   * Returns the share of the lifetime over which renewals of different certificates are spread,
   * earlier only; zero for none, 0.02 unless set.
   */
  public double renewalSpread() {
    return renewalSpread;
  }

  /**
   * Returns how soon after a success the same trigger counts as a loop; zero switches the guard
   * off. One hour unless set.
   */
  public Duration loopWindow() {
    return loopWindow;
  }

  /** Returns how many previous bundles are kept for each certificate; 1 unless set. */
  public int previousBundles() {
    return previousBundles;
  }

  /**
   * Returns over how long the leaves of a replaced CA are issued anew; zero means at once. One hour
   * unless set.
   */
  public Duration caChangePace() {
    return caChangePace;
  }

  /** Returns whether a replaced CA re-issues its leaves; true unless set. */
  public boolean reissueOnCaChange() {
    return reissueOnCaChange;
  }

  /** Returns whether changed name constraints re-issue; true unless set. */
  public boolean reissueOnNameConstraintsChange() {
    return reissueOnNameConstraintsChange;
  }

  /**
   * Returns whether secrets are owned by their certificate and deleted with it; false unless set
   * (cert-manager: {@code --enable-certificate-owner-ref}).
   */
  public boolean ownSecrets() {
    return ownSecrets;
  }

  /**
   * Returns how long a certificate waits whose secret belongs to another certificate. Three minutes
   * unless set.
   */
  public Duration duplicateRecheck() {
    return duplicateRecheck;
  }

  /**
   * Returns how long an issuer may not be ready, or not answer, before the next one of a
   * certificate's list is tried. Ten minutes unless set. A certificate with one issuer waits for it
   * as long as it takes.
   */
  public Duration issuerPatience() {
    return issuerPatience;
  }

  /** All defaults. */
  public static final Settings DEFAULT = builder().build();

  private List<@Nullable Object> fields() {
    return Arrays.asList(
        initialBackoff,
        maximumBackoff,
        signingDeadline,
        renewalSpread,
        loopWindow,
        previousBundles,
        caChangePace,
        reissueOnCaChange,
        reissueOnNameConstraintsChange,
        ownSecrets,
        duplicateRecheck,
        issuerPatience);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Settings that && fields().equals(that.fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  @Override
  public String toString() {
    return "Settings" + fields();
  }

  /** Builds {@link Settings} objects. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private Duration initialBackoff = Duration.ofHours(1);
    private Duration maximumBackoff = Duration.ofHours(32);
    private Duration signingDeadline = Duration.ofHours(24);
    private double renewalSpread = 0.02;
    private Duration loopWindow = Duration.ofHours(1);
    private int previousBundles = 1;
    private Duration caChangePace = Duration.ofHours(1);
    private boolean reissueOnCaChange = true;
    private boolean reissueOnNameConstraintsChange = true;
    private boolean ownSecrets = false;
    private Duration duplicateRecheck = Duration.ofMinutes(3);
    private Duration issuerPatience = Duration.ofMinutes(10);

    private Builder() {}

    /**
     * Sets how long to wait after the first failed issuance; it doubles with each further one. One
     * hour unless set (cert-manager: {@code certificateRequestMinimumBackoffDuration}).
     */
    public Builder initialBackoff(Duration value) {
      this.initialBackoff = Objects.requireNonNull(value, "initialBackoff");
      return this;
    }

    /**
     * Sets the longest wait after a failed issuance. 32 hours unless set (cert-manager: {@code
     * certificateRequestMaximumBackoffDuration}).
     */
    public Builder maximumBackoff(Duration value) {
      this.maximumBackoff = Objects.requireNonNull(value, "maximumBackoff");
      return this;
    }

    /**
     * Sets how long a request may be with its signer before it fails. One day unless set; cert-
     * manager waits for ever.
     */
    public Builder signingDeadline(Duration value) {
      this.signingDeadline = Objects.requireNonNull(value, "signingDeadline");
      return this;
    }

    /**
     * Sets the share of the lifetime over which renewals of different certificates are spread,
     * earlier only; zero for none, 0.02 unless set.
     */
    public Builder renewalSpread(double value) {
      this.renewalSpread = value;
      return this;
    }

    /**
     * Sets how soon after a success the same trigger counts as a loop; zero switches the guard off.
     * One hour unless set.
     */
    public Builder loopWindow(Duration value) {
      this.loopWindow = Objects.requireNonNull(value, "loopWindow");
      return this;
    }

    /** Sets how many previous bundles are kept for each certificate; 1 unless set. */
    public Builder previousBundles(int value) {
      this.previousBundles = value;
      return this;
    }

    /**
     * Sets over how long the leaves of a replaced CA are issued anew; zero means at once. One hour
     * unless set.
     */
    public Builder caChangePace(Duration value) {
      this.caChangePace = Objects.requireNonNull(value, "caChangePace");
      return this;
    }

    /** Sets whether a replaced CA re-issues its leaves; true unless set. */
    public Builder reissueOnCaChange(boolean value) {
      this.reissueOnCaChange = value;
      return this;
    }

    /** Sets whether changed name constraints re-issue; true unless set. */
    public Builder reissueOnNameConstraintsChange(boolean value) {
      this.reissueOnNameConstraintsChange = value;
      return this;
    }

    /**
     * Sets whether secrets are owned by their certificate and deleted with it; false unless set
     * (cert-manager: {@code --enable-certificate-owner-ref}).
     */
    public Builder ownSecrets(boolean value) {
      this.ownSecrets = value;
      return this;
    }

    /**
     * Sets how long a certificate waits whose secret belongs to another certificate. Three minutes
     * unless set.
     */
    public Builder duplicateRecheck(Duration value) {
      this.duplicateRecheck = Objects.requireNonNull(value, "duplicateRecheck");
      return this;
    }

    /**
     * Sets how long an issuer may not be ready, or not answer, before the next one of a
     * certificate's list is tried. Ten minutes unless set.
     */
    public Builder issuerPatience(Duration value) {
      this.issuerPatience = Objects.requireNonNull(value, "issuerPatience");
      return this;
    }

    /** Returns the settings. */
    public Settings build() {
      return new Settings(this);
    }
  }
}
