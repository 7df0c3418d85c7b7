package dev.perennial.spi;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * Shows the certificate of a TLS-ALPN-01 challenge (RFC 8737): whoever opens a TLS connection with
 * the protocol {@code acme-tls/1} and the name of the challenge sees it, and nobody else does.
 *
 * <p>Safe for use by several threads.
 */
public interface TlsAlpn01Solver {
  /** The protocol of the challenge (RFC 8737, section 6.2). */
  String PROTOCOL = "acme-tls/1";

  /**
   * Shows a certificate until {@link #cleanUp}. Showing it again, or another one for the same name,
   * replaces what was shown.
   *
   * @param serverName the name that the server of the CA sends, in lower case: the domain, or for
   *     an address its reverse name such as {@code 1.2.0.192.in-addr.arpa} (RFC 8738, section 6)
   * @param key the private key
   * @param certificate the self-signed certificate with the extension of the challenge
   */
  void present(String serverName, PrivateKey key, X509Certificate certificate);

  /** Takes a certificate back; one that is not shown is no error. */
  void cleanUp(String serverName);
}
