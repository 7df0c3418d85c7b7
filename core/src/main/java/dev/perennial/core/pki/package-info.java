/**
 * Keys, certificates, chains, certificate requests and key stores, in types of the JDK.
 *
 * <p>Everything here is a pure function of its arguments: no clock, no file, no socket. Times come
 * in as {@link java.time.Instant}, randomness comes in with {@link dev.perennial.core.pki.Crypto}.
 * Every parser takes hostile input: it checks the size first and ends in one {@link
 * dev.perennial.core.pki.PkiException}.
 */
package dev.perennial.core.pki;
