/**
 * Signed requests (RFC 8555, section 6.2; RFC 7515, 7517, 7518, 7638): what a JWS says, and whether
 * its signature is right. Nothing here knows an account.
 */
package dev.perennial.testkit.acme.jws;
