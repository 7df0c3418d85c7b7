package dev.perennial.testkit.acme.protocol;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a certificate is to be renewed (RFC 9773, section 4.2). Immutable.
 *
 * @param start the start
 * @param end the end
 * @param explanationUrl why it is so, or null
 */
public record RenewalWindow(Instant start, Instant end, @Nullable String explanationUrl) {
  private static final Duration WIDEST = Duration.ofDays(2);

  /** Returns the usual window: two thirds into the lifetime, and a twentieth of it wide. */
  static RenewalWindow of(X509Certificate leaf) {
    Instant from = leaf.getNotBefore().toInstant();
    Duration lifetime = Duration.between(from, leaf.getNotAfter().toInstant());
    Duration width = lifetime.dividedBy(20);
    Instant start = from.plus(lifetime.multipliedBy(2).dividedBy(3));
    return new RenewalWindow(start, start.plus(width.compareTo(WIDEST) < 0 ? width : WIDEST), null);
  }

  /** Returns a window that has passed: renew at once (RFC 9773, section 4.2). */
  static RenewalWindow past(Instant now) {
    return new RenewalWindow(now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)), null);
  }
}
