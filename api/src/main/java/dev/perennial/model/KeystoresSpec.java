package dev.perennial.model;

import org.jspecify.annotations.Nullable;

/**
 * The keystores to write into the secret. Immutable.
 *
 * @param jks the Java keystore; null when not asked for
 * @param pkcs12 the PKCS#12 keystore (RFC 7292); null when not asked for
 */
public record KeystoresSpec(@Nullable JksKeystore jks, @Nullable Pkcs12Keystore pkcs12) {}
