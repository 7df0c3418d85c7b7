package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.traffic.RequestKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the CA was set up. Immutable.
 *
 * @param termsOfService the URL of the terms, to which new accounts must agree; null for none
 * @param website the website of the directory's meta; null for none
 * @param caaIdentities the names of the CA in CAA records (RFC 8555, section 7.1.1)
 * @param profiles the profiles by name, the default first
 * @param externalAccounts MAC keys in base64url by key identifier (RFC 8555, section 7.3.4)
 * @param externalAccountRequired whether new accounts must be bound to one of them
 * @param reuse which authorizations serve a second order
 * @param pendingLifetime how long orders and pending authorizations live
 * @param authorizationLifetime how long valid authorizations live
 * @param retryAfterAuthorization Retry-After of an authorization that is looked at; null for none
 * @param retryAfterOrder Retry-After of an order that is processed; null for none
 * @param retryAfterAsDate whether Retry-After is a date and not a number of seconds
 * @param renewalRetryAfter Retry-After of renewal information (RFC 9773, section 4.3)
 * @param issuesAtOnce whether finalizing answers with a valid order
 * @param validityDates whether orders may ask for notBefore and notAfter
 * @param alwaysValid whether challenges are valid without a look
 * @param blocked names, with those below them, that the CA refuses to certify
 * @param pageSize how many orders one page of an order list holds
 * @param limits rate limits by kind of request
 */
public record Settings(
    @Nullable String termsOfService,
    @Nullable String website,
    List<String> caaIdentities,
    Map<String, Profile> profiles,
    Map<String, String> externalAccounts,
    boolean externalAccountRequired,
    Reuse reuse,
    Duration pendingLifetime,
    Duration authorizationLifetime,
    @Nullable Duration retryAfterAuthorization,
    @Nullable Duration retryAfterOrder,
    boolean retryAfterAsDate,
    Duration renewalRetryAfter,
    boolean issuesAtOnce,
    boolean validityDates,
    boolean alwaysValid,
    Set<String> blocked,
    int pageSize,
    Map<RequestKind, Limit> limits) {

  /** Which authorizations serve a second order of their account. */
  public enum Reuse {
    /** None: each order has its own. */
    NONE,
    /** Those that are valid. */
    VALID,
    /** Those that are valid or pending. */
    PENDING_AND_VALID
  }

  /**
   * What a profile means (draft-ietf-acme-profiles).
   *
   * @param description for humans, in the directory
   * @param validity the validity of its certificates
   * @param commonName whether the first name becomes the common name
   * @param addresses whether IP addresses are certified
   */
  public record Profile(
      String description, Duration validity, boolean commonName, boolean addresses) {}

  /**
   * A rate limit (RFC 8555, section 6.6).
   *
   * @param requests how many requests of one account are let through in a window
   * @param window how long a request counts, by the CA's clock
   */
  public record Limit(int requests, Duration window) {}

  /** Copies the collections, in their order. */
  public Settings {
    caaIdentities = List.copyOf(caaIdentities);
    profiles = new LinkedHashMap<>(profiles);
    externalAccounts = Map.copyOf(externalAccounts);
    blocked = Set.copyOf(blocked);
    limits = Map.copyOf(limits);
  }

  /** Returns the name of the profile of orders that name none. */
  String defaultProfile() {
    return profiles.keySet().iterator().next();
  }
}
