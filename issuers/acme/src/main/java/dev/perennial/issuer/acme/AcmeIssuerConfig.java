package dev.perennial.issuer.acme;

import dev.perennial.issuer.acme.dns.Nameserver;
import dev.perennial.issuer.acme.order.Limits;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private final Limits limits;
  private final List<String> recursiveNameservers;
  private final boolean recursiveNameserversOnly;
  private final Duration dnsTimeout;
  private final int dnsPort;
  private final Set<String> programs;
  private final @Nullable ClassLoader dnsProviders;

  private AcmeIssuerConfig(Builder builder) {
    this.timeout = builder.timeout;
    this.http01Port = builder.http01Port;
    this.tlsAlpn01Port = builder.tlsAlpn01Port;
    this.selfCheck = builder.selfCheck;
    this.limits = new Limits(builder.challenges, builder.orders, builder.ordersWindow);
    this.recursiveNameservers = builder.recursiveNameservers;
    this.recursiveNameserversOnly = builder.recursiveNameserversOnly;
    this.dnsTimeout = builder.dnsTimeout;
    this.dnsPort = builder.dnsPort;
    this.programs = Set.copyOf(builder.programs);
    this.dnsProviders = builder.dnsProviders;
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

  /**
   * Returns the name servers that zones, aliases and authoritative servers are looked up at, as
   * {@code host:port} or as a URL for DNS over HTTPS; empty unless set, which stands for those of
   * {@code /etc/resolv.conf}. Source: cert-manager {@code --dns01-recursive-nameservers}.
   */
  public List<String> recursiveNameservers() {
    return recursiveNameservers;
  }

  /**
   * Returns whether TXT records are looked for at the recursive name servers alone; false unless
   * set: each authoritative server must have them. Source: cert-manager {@code
   * --dns01-recursive-nameservers-only}.
   */
  public boolean recursiveNameserversOnly() {
    return recursiveNameserversOnly;
  }

  /** Returns the bound of one exchange with a name server; 3 seconds unless set. */
  public Duration dnsTimeout() {
    return dnsTimeout;
  }

  /** Returns the port on which authoritative name servers are asked; 53 unless set. */
  public int dnsPort() {
    return dnsPort;
  }

  /** Returns the paths of the programs that manifests may have run; none unless set. */
  public Set<String> programs() {
    return programs;
  }

  /** Returns the class loader that finds DNS providers, or null when none is looked for. */
  public @Nullable ClassLoader dnsProviders() {
    return dnsProviders;
  }

  /** Builds configurations. Not safe for use by several threads; one thread at a time. */
  public static final class Builder {
    private Duration timeout = Duration.ofSeconds(30);
    private int http01Port = 80;
    private int tlsAlpn01Port = 443;
    private boolean selfCheck = true;
    private int challenges = 60;
    private int orders = Integer.MAX_VALUE;
    private Duration ordersWindow = Duration.ofHours(3);
    private List<String> recursiveNameservers = List.of();
    private boolean recursiveNameserversOnly;
    private Duration dnsTimeout = Duration.ofSeconds(3);
    private int dnsPort = 53;
    private final Set<String> programs = new HashSet<>();
    private @Nullable ClassLoader dnsProviders = AcmeIssuerConfig.class.getClassLoader();

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
     * Sets the name servers that zones, aliases and authoritative servers are looked up at.
     *
     * @throws IllegalArgumentException when one is neither {@code host:port} nor a URL of https
     */
    public Builder recursiveNameservers(List<String> values) {
      values.forEach(Nameserver::parse);
      this.recursiveNameservers = List.copyOf(values);
      return this;
    }

    /** Sets whether TXT records are looked for at the recursive name servers alone. */
    public Builder recursiveNameserversOnly(boolean value) {
      this.recursiveNameserversOnly = value;
      return this;
    }

    /** Sets the bound of one exchange with a name server. */
    public Builder dnsTimeout(Duration value) {
      this.dnsTimeout = Objects.requireNonNull(value, "dnsTimeout");
      return this;
    }

    /** Sets the port on which authoritative name servers are asked, for tests. */
    public Builder dnsPort(int value) {
      this.dnsPort = value;
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

    /**
     * Lets manifests have a program run to publish DNS records ({@code webhook} with solverName
     * {@code exec}). Whoever may write manifests chooses its arguments.
     *
     * @param path its path, as manifests write it
     */
    public Builder allowProgram(String path) {
      programs.add(Objects.requireNonNull(path, "path"));
      return this;
    }

    /**
     * Sets the class loader that finds DNS providers; unless set, that of this class.
     *
     * @param loader null for none, so that only ours and those that the host hands over are there
     */
    public Builder dnsProviders(@Nullable ClassLoader loader) {
      this.dnsProviders = loader;
      return this;
    }

    /** Returns the configuration. */
    public AcmeIssuerConfig build() {
      return new AcmeIssuerConfig(this);
    }
  }
}
