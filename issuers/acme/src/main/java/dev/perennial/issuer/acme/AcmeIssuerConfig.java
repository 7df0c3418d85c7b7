package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.order.Limits;
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
  private final boolean selfCheck;
  private final Limits limits;

  private AcmeIssuerConfig(Builder builder) {
    this.timeout = builder.timeout;
    this.http01Port = builder.http01Port;
    this.selfCheck = builder.selfCheck;
    this.limits = new Limits(builder.challenges, builder.orders, builder.ordersWindow);
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

  /** Returns whether answers are looked for before the server is asked to look; true unless set. */
  public boolean selfCheck() {
    return selfCheck;
  }

  /** Returns how many challenges of one issuer are under way at most; 60 unless set. */
  public int maxConcurrentChallenges() {
    return limits.challenges();
  }

  /** Returns how many orders one issuer places at most in {@link #newOrdersWindow}. */
  public int maxNewOrders() {
    return limits.newOrders();
  }

  /** Returns the window of {@link #maxNewOrders}. */
  public Duration newOrdersWindow() {
    return limits.window();
  }

  Limits limits() {
    return limits;
  }

  /** Builds configurations. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(30);
    private int http01Port = 80;
    private boolean selfCheck = true;
    private int challenges = 60;
    private int orders = Integer.MAX_VALUE;
    private Duration ordersWindow = Duration.ofHours(3);

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

    /** Sets whether answers are looked for before the server is asked to look. */
    public Builder selfCheck(boolean value) {
      this.selfCheck = value;
      return this;
    }

    /**
     * Sets how many challenges of one issuer are under way at a time (cert-manager: {@code
     * --max-concurrent-challenges}); 60 unless set.
     *
     * @throws IllegalArgumentException when it is below one
     */
    public Builder maxConcurrentChallenges(int value) {
      this.challenges = atLeastOne("maxConcurrentChallenges", value);
      return this;
    }

    /**
     * Sets how many orders one issuer places in a window, so that the limit of its CA is never
     * reached; no bound unless set. Further orders wait, which costs no attempt.
     *
     * @param most how many
     * @param window in which time, such as three hours
     * @throws IllegalArgumentException when it is below one, or the window is not positive
     */
    public Builder newOrders(int most, Duration window) {
      if (window.isNegative() || window.isZero()) {
        throw new IllegalArgumentException("the window of 'newOrders' must be positive");
      }
      this.orders = atLeastOne("newOrders", most);
      this.ordersWindow = window;
      return this;
    }

    private static int atLeastOne(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException("'" + name + "' must be at least 1, not " + value);
      }
      return value;
    }

    /** Returns the configuration. */
    public AcmeIssuerConfig build() {
      return new AcmeIssuerConfig(this);
    }
  }
}
