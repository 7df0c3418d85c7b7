/** What the tests of an issuer need: a world for its signer, and requests to sign. */
package dev.perennial.testkit.issuer;
