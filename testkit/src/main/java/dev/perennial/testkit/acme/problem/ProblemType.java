package dev.perennial.testkit.acme.problem;

/** The error types that the CA uses, with the status that goes with each unless another is said. */
public enum ProblemType {
  /** RFC 8555, section 6.7. */
  ACCOUNT_DOES_NOT_EXIST("accountDoesNotExist", 400),
  /** RFC 9773, section 5. */
  ALREADY_REPLACED("alreadyReplaced", 409),
  /** RFC 8555, section 7.6. */
  ALREADY_REVOKED("alreadyRevoked", 400),
  /** RFC 8555, section 7.4. */
  BAD_CSR("badCSR", 400),
  /** RFC 8555, section 6.5. */
  BAD_NONCE("badNonce", 400),
  /** RFC 8555, section 6.2. */
  BAD_PUBLIC_KEY("badPublicKey", 400),
  /** RFC 8555, section 7.6. */
  BAD_REVOCATION_REASON("badRevocationReason", 400),
  /** RFC 8555, section 6.2. */
  BAD_SIGNATURE_ALGORITHM("badSignatureAlgorithm", 400),
  /** RFC 8555, section 6.7; RFC 8659. */
  CAA("caa", 403),
  /** RFC 8555, section 6.7.1. */
  COMPOUND("compound", 400),
  /** RFC 8555, section 6.7: the CA could not connect to the validation target. */
  CONNECTION("connection", 400),
  /** RFC 8555, section 6.7: a problem with a DNS query during validation. */
  DNS("dns", 400),
  /** RFC 8555, section 7.3.4. */
  EXTERNAL_ACCOUNT_REQUIRED("externalAccountRequired", 403),
  /** RFC 8555, section 6.7: the answer to a validation does not fit the challenge. */
  INCORRECT_RESPONSE("incorrectResponse", 403),
  /** RFC 8555, section 7.3. */
  INVALID_CONTACT("invalidContact", 400),
  /** draft-ietf-acme-profiles, section 4. */
  INVALID_PROFILE("invalidProfile", 400),
  /** RFC 8555, section 6.7. */
  MALFORMED("malformed", 400),
  /** RFC 8555, section 7.4. */
  ORDER_NOT_READY("orderNotReady", 403),
  /** RFC 8555, section 6.6. */
  RATE_LIMITED("rateLimited", 429),
  /** RFC 8555, section 7.4. */
  REJECTED_IDENTIFIER("rejectedIdentifier", 400),
  /** RFC 8555, section 6.7. */
  SERVER_INTERNAL("serverInternal", 500),
  /** RFC 8737, section 6.3. */
  TLS("tls", 400),
  /** RFC 8555, section 6.7. */
  UNAUTHORIZED("unauthorized", 403),
  /** RFC 8555, section 7.3. */
  UNSUPPORTED_CONTACT("unsupportedContact", 400),
  /** RFC 8555, section 7.4. */
  UNSUPPORTED_IDENTIFIER("unsupportedIdentifier", 400),
  /** RFC 8555, section 7.3.3. */
  USER_ACTION_REQUIRED("userActionRequired", 403);

  /** What the URNs of all types begin with (RFC 8555, section 9.6). */
  public static final String URN = "urn:ietf:params:acme:error:";

  private final String token;
  private final int status;

  ProblemType(String token, int status) {
    this.token = token;
    this.status = status;
  }

  /** Returns the URN. */
  public String urn() {
    return URN + token;
  }

  /** Returns the usual HTTP status. */
  public int status() {
    return status;
  }
}
