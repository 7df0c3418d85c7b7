/**
 * The certificates of the ACME test CA itself: roots, intermediates, its HTTPS endpoint, leaves.
 */
package dev.perennial.testkit.acme.pki;
