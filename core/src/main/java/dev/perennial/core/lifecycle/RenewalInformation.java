package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.RenewalAdvice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the renewal information in a status once a CA was asked (RFC 9773, section 4).
 * Source: cert-manager {@code pkg/controller/certificates/readiness}; unlike it, the moment is
 * drawn once for a window and kept. Pure: the fraction that places the moment is handed in.
 */
public final class RenewalInformation {
  /** The least and the most between two polls, whatever the CA says (cert-manager). */
  private static final Duration LEAST = Duration.ofHours(1);

  private static final Duration MOST = Duration.ofDays(7);

  /** Between two polls when the CA does not say (cert-manager). */
  private static final Duration USUAL = Duration.ofHours(6);

  /** By what share of itself the wait differs from certificate to certificate, either way. */
  private static final double SPREAD = 0.1;

  private final Certificate certificate;
  private final @Nullable AriStatus known;
  private final Instant now;
  private final double shift;

  private RenewalInformation(Certificate certificate, LeafFacts leaf, Instant present) {
    this.certificate = certificate;
    this.now = present.truncatedTo(ChronoUnit.SECONDS);
    AriStatus ari = certificate.status().ari();
    this.known = ari == null || isOfAnother(ari, leaf) ? null : ari;
    String occasion = "renewal-information/" + leaf.fingerprint();
    double fraction = Spread.fraction(certificate.meta().uid(), occasion);
    this.shift = 1 - SPREAD + 2 * SPREAD * fraction;
  }

  /**
   * Begins with what is known of a certificate.
   *
   * @param leaf the leaf in its secret
   * @param now the present
   */
  public static RenewalInformation of(Certificate certificate, LeafFacts leaf, Instant now) {
    return new RenewalInformation(certificate, leaf, now);
  }

  /** A time that far ahead was recorded by a clock that has jumped back since. */
  static boolean isBeyondClock(Instant lastChecked, Instant now) {
    return lastChecked.isAfter(now.plus(LEAST));
  }

  /** What was asked before the leaf was valid was asked of the leaf before it. */
  static boolean isOfAnother(AriStatus ari, LeafFacts leaf) {
    return ari.lastChecked() == null || ari.lastChecked().isBefore(leaf.notBefore());
  }

  /**
   * Returns the status after an answer. The moment that was drawn stays while it lies in the
   * window; for another window one is drawn.
   *
   * @param advice the answer; empty when the CA gives none
   * @param fraction where in the window a new moment lies, from 0 to below 1
   */
  public CertificateStatus answered(Optional<RenewalAdvice> advice, double fraction) {
    if (advice.isEmpty()) {
      return with(new AriStatus(null, null, "", now, next(Optional.empty(), USUAL), "", null));
    }
    RenewalAdvice given = advice.get();
    Instant start = given.windowStart().truncatedTo(ChronoUnit.SECONDS);
    Instant end = given.windowEnd().truncatedTo(ChronoUnit.SECONDS);
    Instant drawn = known == null ? null : known.selectedTime();
    boolean stays = drawn != null && !drawn.isBefore(start) && drawn.isBefore(end);
    Instant selected =
        stays ? drawn : start.plus(Spread.within(Duration.between(start, end), fraction));
    return with(
        new AriStatus(
            start, end, given.explanationUrl(), now, next(given.retryAt(), USUAL), "", selected));
  }

  /**
   * Returns the status after the CA could not be asked: what is known stays.
   *
   * @param error what went wrong
   * @param retryAt when the CA wants to be asked again; empty when it did not say
   */
  public CertificateStatus failed(String error, Optional<Instant> retryAt) {
    Instant next = next(retryAt, LEAST);
    return with(
        known == null
            ? new AriStatus(null, null, "", now, next, error, null)
            : new AriStatus(
                known.windowStart(),
                known.windowEnd(),
                known.explanationUrl(),
                now,
                next,
                error,
                known.selectedTime()));
  }

  private Instant next(Optional<Instant> wanted, Duration otherwise) {
    Duration wait = wanted.map(at -> Duration.between(now, at)).orElse(otherwise);
    Duration most = wait.compareTo(MOST) > 0 ? MOST : wait;
    Duration clamped = most.compareTo(LEAST) < 0 ? LEAST : most;
    return now.plus(Spread.within(clamped, shift));
  }

  private CertificateStatus with(AriStatus ari) {
    return certificate.status().toBuilder().ari(ari).build();
  }
}
