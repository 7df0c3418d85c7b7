/**
 * The resources of the ACME test CA (RFC 8555, section 7): one file for each kind of request, the
 * state that they share, and the rules that they keep. All but {@link
 * dev.perennial.testkit.acme.protocol.Frontend} run under one lock.
 */
package dev.perennial.testkit.acme.protocol;
