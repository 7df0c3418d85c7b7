package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.perennial.model.AriStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of the renewal time and the backoff whatever the spec says. */
class RenewalTimeProperties {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long TEN_YEARS = 315_360_000;

  @Property
  void theRenewalTimeLiesWithinTheValidity(
      @ForAll("specs") CertificateSpec spec,
      @ForAll @LongRange(min = 1, max = TEN_YEARS) long seconds,
      @ForAll @DoubleRange(max = 0.99) double spread) {
    RenewalTime.Validity validity = validity(seconds);
    RenewalTime.Result result = RenewalTime.of(spec, validity, null, spread);
    result.time().ifPresent(time -> requireWithin(validity, time));
    result.desired().ifPresent(time -> requireWithin(validity, time));
    boolean disabled = spec.renewal() != null && spec.renewal().policy() == RenewalPolicy.DISABLED;
    assertEquals(disabled, result.desired().isEmpty());
    assertEquals(result, RenewalTime.of(spec, validity, null, spread), "asked twice");
  }

  @Property
  void aMomentOfTheCaNeverLeavesTheValidity(
      @ForAll("specs") CertificateSpec spec,
      @ForAll @LongRange(min = 1, max = TEN_YEARS) long seconds,
      @ForAll @LongRange(min = -1000, max = TEN_YEARS * 2) long start,
      @ForAll @LongRange(min = 0, max = 1_000_000) long length,
      @ForAll @LongRange(min = -10, max = 1_000_010) long moment) {
    AriStatus ari =
        new AriStatus(
            START.plusSeconds(start),
            START.plusSeconds(start + length),
            "",
            null,
            null,
            "",
            START.plusSeconds(start + moment));
    RenewalTime.Validity validity = validity(seconds);
    RenewalTime.of(spec, validity, ari, 0).time().ifPresent(t -> requireWithin(validity, t));
  }

  @Property
  void theSpreadIsEarlierOnlyAndNeverMoreThanItsShare(
      @ForAll("formulas") CertificateSpec spec,
      @ForAll @LongRange(min = 1, max = TEN_YEARS) long seconds,
      @ForAll @DoubleRange(max = 0.99) double spread) {
    RenewalTime.Validity validity = validity(seconds);
    Instant exact = RenewalTime.of(spec, validity, null, 0).time().orElseThrow();
    Instant early = RenewalTime.of(spec, validity, null, spread).time().orElseThrow();
    assertFalse(early.isAfter(exact));
    assertFalse(Duration.between(early, exact).getSeconds() > seconds * spread);
  }

  @Property
  void theShareOfACertificateIsStableAndBelowOne(@ForAll String uid, @ForAll String occasion) {
    double fraction = Spread.fraction(uid, occasion);
    assertEquals(fraction, Spread.fraction(uid, occasion));
    assertFalse(fraction < 0 || fraction >= 1, () -> "fraction " + fraction);
  }

  @Property
  void theBackoffNeverShrinksAndStaysWithinItsBounds(
      @ForAll @IntRange(max = 200) int failures,
      @ForAll @IntRange(min = 1, max = 100_000) int initial,
      @ForAll @IntRange(max = 1_000_000) int maximum) {
    Settings settings =
        Settings.builder()
            .initialBackoff(Duration.ofSeconds(initial))
            .maximumBackoff(Duration.ofSeconds(maximum))
            .build();
    Duration wait = Backoff.delay(failures, settings);
    assertFalse(Backoff.delay(failures + 1, settings).compareTo(wait) < 0, "it shrinks");
    assertFalse(wait.getSeconds() < initial, "it is below the initial wait");
    assertFalse(wait.getSeconds() > Math.max(initial, maximum), "it is above the maximum");
  }

  private static RenewalTime.Validity validity(long seconds) {
    return new RenewalTime.Validity(START, START.plusSeconds(seconds));
  }

  private static void requireWithin(RenewalTime.Validity validity, Instant time) {
    assertFalse(time.isBefore(validity.notBefore()), () -> time + " is before " + validity);
    assertFalse(time.isAfter(validity.notAfter()), () -> time + " is after " + validity);
  }

  @Provide
  static Arbitrary<CertificateSpec> formulas() {
    Arbitrary<Optional<Duration>> before =
        Arbitraries.longs().between(-10, TEN_YEARS).map(Duration::ofSeconds).optional(0.5);
    Arbitrary<Optional<Integer>> share = Arbitraries.integers().between(-5, 105).optional(0.5);
    return Combinators.combine(before, share)
        .as(
            (b, s) ->
                CertificateSpec.builder()
                    .renewBefore(b.orElse(null))
                    .renewBeforePercentage(s.orElse(null))
                    .build());
  }

  @Provide
  static Arbitrary<CertificateSpec> specs() {
    Arbitrary<Optional<RenewalSpec>> renewal =
        Combinators.combine(Arbitraries.of(RenewalPolicy.values()), windows().list().ofMaxSize(3))
            .as(RenewalSpec::new)
            .optional(0.8);
    return Combinators.combine(formulas(), renewal)
        .as((spec, r) -> spec.toBuilder().renewal(r.orElse(null)).build());
  }

  private static Arbitrary<RenewalWindow> windows() {
    Arbitrary<String> crons =
        Arbitraries.of(
            "* * * * *",
            "0 3 * * *",
            "30 2 * * 0",
            "0 0 1 * *",
            "0 0 29 2 *",
            "0 0 30 2 *",
            "@yearly",
            "no cron");
    Arbitrary<Duration> lengths =
        Arbitraries.longs().between(0, 1_000_000).map(Duration::ofSeconds);
    Arbitrary<String> zones = Arbitraries.of("", "Europe/Berlin", "Pacific/Apia", "No/Where");
    return Combinators.combine(crons, lengths, zones).as(RenewalWindow::new);
  }
}
