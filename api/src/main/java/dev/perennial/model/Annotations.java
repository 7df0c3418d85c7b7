package dev.perennial.model;

/** The annotation keys of cert-manager, and those that Perennial adds. */
public final class Annotations {
  /** The prefix of cert-manager's own keys. */
  public static final String PREFIX = "cert-manager.io/";

  /** On a secret and a request: the certificate it belongs to. */
  public static final String CERTIFICATE_NAME = PREFIX + "certificate-name";

  /** On a secret: the name of the issuer that signed. */
  public static final String ISSUER_NAME = PREFIX + "issuer-name";

  /** On a secret: the kind of the issuer that signed. */
  public static final String ISSUER_KIND = PREFIX + "issuer-kind";

  /** On a secret: the group of the issuer that signed. */
  public static final String ISSUER_GROUP = PREFIX + "issuer-group";

  /** On a request: the revision of the certificate it is for. */
  public static final String CERTIFICATE_REVISION = PREFIX + "certificate-revision";

  /** On a request: the secret with the private key of its CSR. */
  public static final String PRIVATE_KEY_SECRET_NAME = PREFIX + "private-key-secret-name";

  /**
   * On a certificate: {@code "true"} asks for a temporary certificate until the first is issued.
   */
  public static final String ISSUE_TEMPORARY_CERTIFICATE = PREFIX + "issue-temporary-certificate";

  /** On a secret: whether its CA may be injected into other resources. */
  public static final String ALLOW_DIRECT_INJECTION = PREFIX + "allow-direct-injection";

  /** The prefix of the keys that Perennial adds. */
  public static final String PERENNIAL_PREFIX = "perennial.dev/";

  /** On a secret: the SHA-256 fingerprint of the CA certificate that signed. */
  public static final String ISSUING_CA = PERENNIAL_PREFIX + "issuing-ca";

  /** On a secret with a previous key and chain: the revision that it was. */
  public static final String PREVIOUS_REVISION = PERENNIAL_PREFIX + "previous-revision";

  /**
   * On a request: the identifier (RFC 9773, section 4.1) of the certificate that the one asked for
   * replaces.
   */
  public static final String REPLACES = PERENNIAL_PREFIX + "replaces";

  /**
   * On a certificate: the issuers to try when the one of its spec fails, in order, with commas
   * between: {@code Issuer/name}, {@code ClusterIssuer/name} or {@code Kind.group/name}.
   */
  public static final String FALLBACK_ISSUERS = PERENNIAL_PREFIX + "fallback-issuers";

  private Annotations() {}
}
