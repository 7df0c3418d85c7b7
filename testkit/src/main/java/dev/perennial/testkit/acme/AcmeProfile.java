package dev.perennial.testkit.acme;

import java.time.Duration;
import java.util.Objects;

/**
 * A certificate profile that the CA offers (draft-ietf-acme-profiles). Immutable.
 *
 * @param name the name that orders use
 * @param description what the directory says of it
 * @param validity the validity of its certificates, to be cut to whole seconds
 * @param commonName whether the first name becomes the common name; the subject is empty otherwise
 * @param ipAddresses whether orders with IP addresses are accepted
 */
public record AcmeProfile(
    String name, String description, Duration validity, boolean commonName, boolean ipAddresses) {
  /** 90 days, with a common name. */
  public static final AcmeProfile CLASSIC =
      new AcmeProfile("classic", "90 days, with a common name", Duration.ofDays(90), true, true);

  /** 90 days, for TLS servers: an empty subject. */
  public static final AcmeProfile TLS_SERVER =
      new AcmeProfile("tlsserver", "90 days, for TLS servers", Duration.ofDays(90), false, true);

  /** 160 hours. */
  public static final AcmeProfile SHORT_LIVED =
      new AcmeProfile("shortlived", "160 hours", Duration.ofHours(160), false, true);

  /** Checks for nulls. */
  public AcmeProfile {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(validity, "validity");
  }

  /** Returns a profile with a validity, no common name, and IP addresses. */
  public static AcmeProfile of(String name, Duration validity) {
    return new AcmeProfile(name, name, validity, false, true);
  }

  /** Returns the profile, with orders for IP addresses refused, as at public CAs. */
  public AcmeProfile withoutIpAddresses() {
    return new AcmeProfile(name, description, validity, commonName, false);
  }
}
