/**
 * Live TLS: a key manager that follows secrets of a store, and SSL contexts made from it. Nothing
 * here issues, stores or renews; it serves what a store holds.
 *
 * <p>JSSE asks a key manager three times in one handshake: for an alias, for the private key of
 * that alias, for its chain. A swap between two of these questions must not pair one certificate
 * with the key of another, so {@linkplain dev.perennial.core.tls.LiveKeyManager our aliases} name
 * the generation that they were chosen from, and an alias answers alike for as long as anybody
 * holds it.
 */
package dev.perennial.core.tls;
