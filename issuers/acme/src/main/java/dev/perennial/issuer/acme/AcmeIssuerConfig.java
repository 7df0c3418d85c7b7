package dev.perennial.issuer.acme;

import java.time.Duration;
import java.util.Objects;

/**
 * What a host may set of its ACME issuers beyond their manifests. Hand it to the manager: {@code
 * builder().extension(AcmeIssuerConfig.class, config)}. Immutable.
 */
public final class AcmeIssuerConfig {
  /** All defaults. */
  public static final AcmeIssuerConfig DEFAULT = builder().build();

  private final Duration timeout;
  private final int http01Port;
  private final int tlsAlpn01Port;
  private final boolean selfCheck;

  private AcmeIssuerConfig(Builder builder) {
    this.timeout = builder.timeout;
    this.http01Port = builder.http01Port;
    this.tlsAlpn01Port = builder.tlsAlpn01Port;
    this.selfCheck = builder.selfCheck;
  }

  /** Returns a builder whose fields all have their defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the bound of one exchange with the server; 30 seconds unless set. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns the port on which the self-check asks for HTTP-01 answers; 80 unless set. */
  public int http01Port() {
    return http01Port;
  }

  /** Returns the port on which the self-check looks for TLS-ALPN-01 answers; 443 unless set. */
  public int tlsAlpn01Port() {
    return tlsAlpn01Port;
  }

  /** Returns whether answers are looked for before the server is asked to look; true unless set. */
  public boolean selfCheck() {
    return selfCheck;
  }

  /** Builds configurations. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(30);
    private int http01Port = 80;
    private int tlsAlpn01Port = 443;
    private boolean selfCheck = true;

    private Builder() {}

    /** Sets the bound of one exchange with the server. */
    public Builder timeout(Duration value) {
      this.timeout = Objects.requireNonNull(value, "timeout");
      return this;
    }

    /** Sets the port on which the self-check asks; the server of a CA always asks on port 80. */
    public Builder http01Port(int value) {
      this.http01Port = value;
      return this;
    }

    /** Sets the port on which the self-check looks; the server of a CA always looks on port 443. */
    public Builder tlsAlpn01Port(int value) {
      this.tlsAlpn01Port = value;
      return this;
    }

    /** Sets whether answers are looked for before the server is asked to look. */
    public Builder selfCheck(boolean value) {
      this.selfCheck = value;
      return this;
    }

    /** Returns the configuration. */
    public AcmeIssuerConfig build() {
      return new AcmeIssuerConfig(this);
    }
  }
}
