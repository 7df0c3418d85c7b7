/** A clock and an issuer under the control of a test, and a CA in memory. */
package dev.perennial.testkit;
