package dev.perennial.testkit.acme.traffic;

/** The kinds of request that an ACME client makes (RFC 8555, section 7.1; RFC 9773). */
public enum RequestKind {
  /** The directory. */
  DIRECTORY,
  /** A fresh nonce. */
  NEW_NONCE,
  /** A new account, or the search for one. */
  NEW_ACCOUNT,
  /** An account: read, change or deactivation. */
  ACCOUNT,
  /** The orders of an account. */
  ORDERS,
  /** The rollover of an account key. */
  KEY_CHANGE,
  /** A new order. */
  NEW_ORDER,
  /** An order that is read. */
  ORDER,
  /** The CSR for an order. */
  FINALIZE,
  /** An authorization: read or deactivation. */
  AUTHORIZATION,
  /** A challenge: read or answered. */
  CHALLENGE,
  /** A certificate that is fetched. */
  CERTIFICATE,
  /** A revocation. */
  REVOKE_CERT,
  /** Renewal information. */
  RENEWAL_INFO,
  /** Anything else; the CA answers 404. */
  OTHER
}
