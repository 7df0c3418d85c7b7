/** The certificates of TLS-ALPN-01 challenges (RFC 8737), and where they are kept. */
package dev.perennial.issuer.acme.alpn;
