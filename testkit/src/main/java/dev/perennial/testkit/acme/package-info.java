/**
 * An ACME CA inside the test's JVM, strict as Pebble is strict, in the test's time. Start with
 * {@link dev.perennial.testkit.acme.AcmeCa}.
 *
 * <p>It is built in rooms that are not exported: {@code http} speaks HTTPS, {@code jws} reads
 * signed requests, {@code protocol} holds the resources of RFC 8555 and their state, {@code
 * validation} looks at challenges, {@code pki} signs. It knows no ACME client and no issuer.
 */
package dev.perennial.testkit.acme;
