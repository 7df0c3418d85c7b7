/**
 * One order, from placing it to the chain (RFC 8555, section 7.1.6): what to do next is a pure
 * function of the checkpoint and the time; doing it is one short step.
 */
package dev.perennial.issuer.acme.order;
