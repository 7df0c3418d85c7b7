package dev.perennial.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The renewal information of an ACME CA for the leaf now in the secret (RFC 9773). Immutable.
 *
 * @param windowStart the start of the suggested window, inclusive; null when there is none
 * @param windowEnd the end of the suggested window, exclusive; null when there is none
 * @param explanationUrl where the CA explains the window; empty when it does not
 * @param lastChecked when the CA was last asked; null before
 * @param nextCheck when the CA is asked again; null when not planned
 * @param lastError what went wrong the last time; empty when nothing did
 * @param selectedTime the moment drawn once within the window; null when none was. An addition of
 *     Perennial
 */
public record AriStatus(
    @Nullable Instant windowStart,
    @Nullable Instant windowEnd,
    String explanationUrl,
    @Nullable Instant lastChecked,
    @Nullable Instant nextCheck,
    String lastError,
    @Nullable Instant selectedTime) {}
