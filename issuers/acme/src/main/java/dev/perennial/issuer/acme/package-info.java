/**
 * The ACME issuer (RFC 8555): the provider, its account, and what ties client, orders and solvers
 * together.
 */
package dev.perennial.issuer.acme;
