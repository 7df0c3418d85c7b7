package dev.perennial.model;

/** The condition types of cert-manager, and those that Perennial adds. */
public final class ConditionTypes {
  /** Certificate, request and issuer: usable as it stands. */
  public static final String READY = "Ready";

  /** Certificate: an issuance is in flight. */
  public static final String ISSUING = "Issuing";

  /** Request: it may be signed. */
  public static final String APPROVED = "Approved";

  /** Request: it may not be signed, for good. */
  public static final String DENIED = "Denied";

  /** Request: the issuer calls it invalid, for good. */
  public static final String INVALID_REQUEST = "InvalidRequest";

  /**
   * Certificate: the issuer gave a shorter lifetime than was asked for. An addition of Perennial.
   */
  public static final String LIFETIME_CUT = "LifetimeCut";

  /** Certificate: no renewal window fits into the validity. An addition of Perennial. */
  public static final String NO_RENEWAL_WINDOW = "NoRenewalWindow";

  /** Request: its issuer has something to say that a person should know. An addition. */
  public static final String WARNED = "Warned";

  private ConditionTypes() {}
}
