/**
 * The DNS services in which answers can be published: by dynamic update, acme-dns, Cloudflare, a
 * program or an HTTP endpoint of the host, and whatever provider a stranger brings.
 */
package dev.perennial.issuer.acme.provider;
