package dev.perennial.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * Shows the certificate of a TLS-ALPN-01 challenge (RFC 8737): whoever opens a TLS connection with
 * the protocol {@code acme-tls/1} and the name of the challenge sees it, and nobody else does.
 * Several names may be shown at a time. It is correct when the testkit's contract passes.
 *
 * <p>The ACME issuer keeps each certificate in the shared store besides, as a secret of {@link
 * #NAMESPACE} whose name is the server name, with the data keys {@code tls.crt} and {@code
 * tls.key}. So any node that shares the store can show it without a solver of its own.
 *
 * <p>Safe for use by several threads; it may block for a short while.
 */
public interface TlsAlpn01Solver {
  /** The protocol of the challenge (RFC 8737, section 6.2). */
  String PROTOCOL = "acme-tls/1";

  /** The extension of the certificate: acmeIdentifier (RFC 8737, section 3). */
  String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

  /** The namespace of the secrets in which the ACME issuer keeps the certificates. */
  String NAMESPACE = "acme-tls-alpn01";

  /**
   * Shows a certificate until {@link #cleanUp}. Showing it again, or another one for the same name,
   * replaces what was shown.
   *
   * @param serverName the name that the server of the CA sends, in lower case: the domain, or for
   *     an address its reverse name such as {@code 1.2.0.192.in-addr.arpa} (RFC 8738, section 6)
   * @param key the private key
   * @param certificate the self-signed certificate with the extension of the challenge
   * @throws IssuerException when it cannot be shown; it is tried again
   */
  void present(String serverName, PrivateKey key, X509Certificate certificate);

  /**
   * Takes a certificate back; one that is not shown is no error.
   *
   * @param serverName the name with which it was shown
   * @throws IssuerException when it cannot be taken back; it is tried again
   */
  void cleanUp(String serverName);
}
