package dev.perennial.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When the CA of an issuer wants a certificate to be renewed (RFC 9773, section 4.2). Immutable.
 *
 * @param windowStart the start of the suggested window, inclusive
 * @param windowEnd the end of the suggested window, exclusive; after its start
 * @param explanationUrl where the CA explains the window; empty when it does not
 * @param retryAt when the CA wants to be asked again; empty when it does not say
 */
public record RenewalAdvice(
    Instant windowStart, Instant windowEnd, String explanationUrl, Optional<Instant> retryAt) {
  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException when it does not end after it starts
   */
  public RenewalAdvice {
    Objects.requireNonNull(explanationUrl, "explanationUrl");
    Objects.requireNonNull(retryAt, "retryAt");
    if (!windowEnd.isAfter(windowStart)) {
      throw new IllegalArgumentException(
          "a renewal window must end after it starts, this one is from "
              + windowStart
              + " to "
              + windowEnd);
    }
  }
}
