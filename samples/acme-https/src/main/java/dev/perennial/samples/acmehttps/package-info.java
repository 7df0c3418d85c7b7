/** A host program that serves HTTPS with a certificate from an ACME CA. */
package dev.perennial.samples.acmehttps;
