/**
 * Three ways to answer HTTP-01 challenges (RFC 8555, section 8.3): a handler for the host's own
 * server, a small listener, a folder. Answers live in the shared store, so that any node can give
 * them.
 */
package dev.perennial.issuer.acme.http01;
