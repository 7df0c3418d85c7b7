/** What the ACME test CA refuses, and how it says so (RFC 8555, section 6.7; RFC 7807). */
package dev.perennial.testkit.acme.problem;
