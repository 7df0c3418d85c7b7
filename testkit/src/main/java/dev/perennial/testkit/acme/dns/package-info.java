/**
 * A small DNS server for tests: names that a test sets, and dynamic updates (RFC 2136) that a DNS
 * provider under test sends. It answers on loopback, by UDP and TCP.
 */
package dev.perennial.testkit.acme.dns;
