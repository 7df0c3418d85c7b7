/** What the manifest of an ACME issuer says, and which solver it gives to a name. Pure. */
package dev.perennial.issuer.acme.config;
