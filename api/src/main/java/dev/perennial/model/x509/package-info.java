/**
 * Values of RFC 5280 as manifests name them: key and signature algorithms, usages, names. They
 * represent; nothing here encodes or computes.
 */
package dev.perennial.model.x509;
