package dev.perennial.model;

/** The reasons of conditions, as cert-manager words them. */
public final class Reasons {
  /** The certificate is up to date. */
  public static final String READY = "Ready";

  /** The secret does not exist. */
  public static final String DOES_NOT_EXIST = "DoesNotExist";

  /** The secret lacks its key or its certificate. */
  public static final String MISSING_DATA = "MissingData";

  /** The key does not decode or does not fit the certificate. */
  public static final String INVALID_KEY_PAIR = "InvalidKeyPair";

  /** The certificate does not decode, or an issued one cannot be used. */
  public static final String INVALID_CERTIFICATE = "InvalidCertificate";

  /** The secret was issued by another issuer. */
  public static final String INCORRECT_ISSUER = "IncorrectIssuer";

  /** The secret was issued for another certificate resource. */
  public static final String INCORRECT_CERTIFICATE = "IncorrectCertificate";

  /** The secret does not match the spec. */
  public static final String SECRET_MISMATCH = "SecretMismatch";

  /** The CSR of the current request does not decode. */
  public static final String INVALID_CERTIFICATE_REQUEST = "InvalidCertificateRequest";

  /** The spec changed since the current request. */
  public static final String REQUEST_CHANGED = "RequestChanged";

  /** The certificate is due for renewal. */
  public static final String RENEWING = "Renewing";

  /** The leaf has expired. */
  public static final String EXPIRED = "Expired";

  /** No renewal window could be found. */
  public static final String WINDOW_ERROR = "WindowError";

  /**
   * The leaf becomes valid only long from now: it was made by a clock that has jumped back since.
   */
  public static final String NOT_YET_VALID = "NotYetValid";

  /** A person asked for a renewal. */
  public static final String MANUALLY_TRIGGERED = "ManuallyTriggered";

  /** The CA that signs was replaced. An addition of Perennial. */
  public static final String CA_CHANGED = "CAChanged";

  /** The leaf was revoked. An addition of Perennial. */
  public static final String REVOKED = "Revoked";

  /** Others may have the private key. An addition of Perennial. */
  public static final String KEY_COMPROMISED = "KeyCompromised";

  /** The secret holds other labels or annotations than the template asks for. */
  public static final String SECRET_TEMPLATE_MISMATCH = "SecretTemplateMismatch";

  /** The labels or annotations that Perennial manages were changed. */
  public static final String SECRET_MANAGED_METADATA_MISMATCH = "SecretManagedMetadataMismatch";

  /** The additional output formats are not as asked for. */
  public static final String ADDITIONAL_OUTPUT_FORMATS_MISMATCH = "AdditionalOutputFormatsMismatch";

  /** The owner references are not as asked for. */
  public static final String SECRET_OWNER_REF_MISMATCH = "SecretOwnerRefMismatch";

  /** A request waits. */
  public static final String PENDING = "Pending";

  /** A request failed for good. */
  public static final String FAILED = "Failed";

  /** A request was answered with a certificate. */
  public static final String ISSUED = "Issued";

  /** A request was denied. */
  public static final String DENIED = "Denied";

  private Reasons() {}
}
