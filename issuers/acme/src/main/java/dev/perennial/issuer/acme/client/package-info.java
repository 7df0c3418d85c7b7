/**
 * Speaks to one ACME server, one request at a time, on acme4j's transport: signing, nonces, problem
 * documents. What to ask and when is decided elsewhere.
 */
package dev.perennial.issuer.acme.client;
