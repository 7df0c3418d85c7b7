package dev.perennial.testkit.acme;

import dev.perennial.testkit.acme.protocol.Settings;
import dev.perennial.testkit.acme.protocol.Settings.Limit;
import dev.perennial.testkit.acme.protocol.Settings.Profile;
import dev.perennial.testkit.acme.protocol.Settings.Reuse;
import dev.perennial.testkit.acme.traffic.RequestKind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets up an {@link AcmeCa}. Everything has a default, so that {@code
 * AcmeCa.builder(clock).start()} is a whole CA. Not safe for use by several threads.
 */
public final class AcmeCaBuilder {
  private final InstantSource clock;
  private final Map<String, Profile> profiles = new LinkedHashMap<>();
  private final Map<String, String> externalAccounts = new HashMap<>();
  private final Map<RequestKind, Limit> limits = new HashMap<>();
  private final Set<String> blocked = new HashSet<>();
  private long seed = 1;
  private int alternateRoots;
  private int perspectives = 1;
  private int httpPort;
  private int tlsPort;
  private int pageSize = 10;
  private @Nullable InetSocketAddress resolver;
  private @Nullable String termsOfService = "https://ca.test/terms";
  private @Nullable String website;
  private List<String> caaIdentities = List.of("ca.test");
  private boolean externalAccountRequired;
  private Reuse reuse = Reuse.VALID;
  private Duration pendingLifetime = Duration.ofDays(7);
  private Duration authorizationLifetime = Duration.ofDays(30);
  private @Nullable Duration retryAfterAuthorization;
  private @Nullable Duration retryAfterOrder;
  private Duration renewalRetryAfter = Duration.ofHours(6);
  private boolean retryAfterAsDate;
  private boolean issuesAtOnce;
  private boolean validityDates = true;
  private boolean alwaysValid;

  AcmeCaBuilder(InstantSource clock) {
    this.clock = clock;
  }

  /** Sets where keys, tokens and faults come from; 1 unless set. */
  public AcmeCaBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Sets the profiles, the default first; unless set classic, tlsserver and shortlived. */
  public AcmeCaBuilder profiles(AcmeProfile... offered) {
    profiles.clear();
    Arrays.stream(offered).forEach(this::addProfile);
    return this;
  }

  private void addProfile(AcmeProfile profile) {
    profiles.put(
        profile.name(),
        new Profile(
            profile.description(),
            profile.validity(),
            profile.commonName(),
            profile.ipAddresses()));
  }

  /** Sets how many roots there are beside the first: alternate chains; 0 unless set. */
  public AcmeCaBuilder alternateRoots(int count) {
    alternateRoots = count;
    return this;
  }

  /** Sets what stands for port 80 in HTTP-01; also {@link AcmeCa#httpPort}. */
  public AcmeCaBuilder httpPort(int port) {
    httpPort = port;
    return this;
  }

  /** Sets what stands for port 443 in TLS-ALPN-01; also {@link AcmeCa#tlsPort}. */
  public AcmeCaBuilder tlsPort(int port) {
    tlsPort = port;
    return this;
  }

  /** Lets validations ask another DNS server than the CA's own. */
  public AcmeCaBuilder resolver(InetSocketAddress server) {
    resolver = server;
    return this;
  }

  /** Sets how many times the CA looks for one validation, as from several places; 1 unless set. */
  public AcmeCaBuilder perspectives(int count) {
    perspectives = count;
    return this;
  }

  /** Takes every challenge for valid without a look. */
  public AcmeCaBuilder alwaysValid() {
    alwaysValid = true;
    return this;
  }

  /** Sets the terms of service, to which new accounts must agree. */
  public AcmeCaBuilder termsOfService(String url) {
    termsOfService = url;
    return this;
  }

  /** Has no terms of service. */
  public AcmeCaBuilder withoutTermsOfService() {
    termsOfService = null;
    return this;
  }

  /** Sets the website of the directory's meta. */
  public AcmeCaBuilder website(String url) {
    website = url;
    return this;
  }

  /** Sets the names of the CA in CAA and dns-persist-01 records; {@code ca.test} unless set. */
  public AcmeCaBuilder caaIdentities(String... names) {
    caaIdentities = List.of(names);
    return this;
  }

  /**
   * Adds an external account that new accounts may be bound to.
   *
   * @param keyId the key identifier
   * @param macKey the MAC key in base64url
   */
  public AcmeCaBuilder externalAccount(String keyId, String macKey) {
    externalAccounts.put(keyId, macKey);
    return this;
  }

  /** Refuses new accounts that are not bound to an external account. */
  public AcmeCaBuilder externalAccountRequired() {
    externalAccountRequired = true;
    return this;
  }

  /** Gives each order its own authorizations; unless set, valid ones serve again. */
  public AcmeCaBuilder reuseNoAuthorizations() {
    reuse = Reuse.NONE;
    return this;
  }

  /** Lets pending authorizations serve several orders, beside valid ones. */
  public AcmeCaBuilder reusePendingAuthorizations() {
    reuse = Reuse.PENDING_AND_VALID;
    return this;
  }

  /** Sets how long orders and pending authorizations live; 7 days unless set. */
  public AcmeCaBuilder pendingLifetime(Duration lifetime) {
    pendingLifetime = lifetime;
    return this;
  }

  /** Sets how long valid authorizations live; 30 days unless set. */
  public AcmeCaBuilder authorizationLifetime(Duration lifetime) {
    authorizationLifetime = lifetime;
    return this;
  }

  /** Sends Retry-After while challenges are validated; none unless set. */
  public AcmeCaBuilder retryAfterAuthorization(Duration wait) {
    retryAfterAuthorization = wait;
    return this;
  }

  /** Sends Retry-After while orders are processed; none unless set. */
  public AcmeCaBuilder retryAfterOrder(Duration wait) {
    retryAfterOrder = wait;
    return this;
  }

  /** Writes Retry-After of authorizations and orders as a date (RFC 9110, section 10.2.3). */
  public AcmeCaBuilder retryAfterAsDate() {
    retryAfterAsDate = true;
    return this;
  }

  /** Sets Retry-After of renewal information; 6 hours unless set. */
  public AcmeCaBuilder renewalRetryAfter(Duration wait) {
    renewalRetryAfter = wait;
    return this;
  }

  /** Answers a finalized order as valid; unless set it is processing first, as at Pebble. */
  public AcmeCaBuilder issuesAtOnce() {
    issuesAtOnce = true;
    return this;
  }

  /** Refuses orders with notBefore or notAfter, as Let's Encrypt does. */
  public AcmeCaBuilder withoutValidityDates() {
    validityDates = false;
    return this;
  }

  /** Refuses a name and all names below it by policy (rejectedIdentifier). */
  public AcmeCaBuilder blocked(String name) {
    blocked.add(name);
    return this;
  }

  /** Sets how many orders are on one page of an account's list; 10 unless set. */
  public AcmeCaBuilder ordersPerPage(int count) {
    pageSize = count;
    return this;
  }

  /**
   * Limits requests (RFC 8555, section 6.6): status 429 with Retry-After.
   *
   * @param kind new orders, for each account, or new accounts, all together
   * @param requests how many are let through in a window
   * @param window how long a request counts, by the CA's clock
   * @throws IllegalArgumentException for other kinds
   */
  public AcmeCaBuilder rateLimit(RequestKind kind, int requests, Duration window) {
    if (kind != RequestKind.NEW_ORDER && kind != RequestKind.NEW_ACCOUNT) {
      throw new IllegalArgumentException(
          "new orders and new accounts can be limited, not " + kind + "; a Fault can do the rest");
    }
    limits.put(kind, new Limit(requests, window));
    return this;
  }

  /** Starts the CA. */
  public AcmeCa start() {
    if (profiles.isEmpty()) {
      profiles(AcmeProfile.CLASSIC, AcmeProfile.TLS_SERVER, AcmeProfile.SHORT_LIVED);
    }
    Settings settings =
        new Settings(
            termsOfService,
            website,
            caaIdentities,
            profiles,
            externalAccounts,
            externalAccountRequired,
            reuse,
            pendingLifetime,
            authorizationLifetime,
            retryAfterAuthorization,
            retryAfterOrder,
            retryAfterAsDate,
            renewalRetryAfter,
            issuesAtOnce,
            validityDates,
            alwaysValid,
            blocked,
            pageSize,
            limits);
    AcmeCa ca = new AcmeCa(clock, seed, settings, alternateRoots, perspectives, resolver);
    ca.httpPort(httpPort);
    ca.tlsPort(tlsPort);
    return ca;
  }
}
