/**
 * A small listener that answers TLS-ALPN-01 challenges (RFC 8737), for hosts whose own server does
 * not. The certificates live in the shared store, so that any node can show them.
 */
package dev.perennial.issuer.acme.tlsalpn01;
