/**
 * Speaks DNS (RFC 1035): messages, dynamic updates (RFC 2136) with transaction signatures (RFC
 * 8945), and the questions that a DNS-01 challenge raises. It uses no library, since the one at
 * hand replaces the name lookup of the whole JVM by being on the class path, and starts threads.
 */
package dev.perennial.issuer.acme.dns;
