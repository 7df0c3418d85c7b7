/**
 * What goes between an ACME client and the test CA: the log of all requests, and the plan of what
 * goes wrong with them.
 */
package dev.perennial.testkit.acme.traffic;
