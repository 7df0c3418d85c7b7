/**
 * How the CA looks at what a client presents for a challenge (RFC 8555, section 8; RFC 8737; RFC
 * 8738; dns-account-01; dns-persist-01). It speaks to real sockets, and knows no account.
 */
package dev.perennial.testkit.acme.validation;
