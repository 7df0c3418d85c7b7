package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.RenewalPolicy;
import dev.perennial.model.RenewalSpec;
import dev.perennial.model.RenewalWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a certificate is due for renewal. Source: cert-manager {@code pkg/util/pki/renewaltime.go}.
 *
 * <p>It differs on purpose: a window never moves the renewal to the end of the validity or past it,
 * the moment within an ARI window (RFC 9773) is the one that was drawn and stored, and renewals are
 * spread a little, earlier only.
 */
final class RenewalTime {
  /** Go's {@code time.Duration} ends there, after 292 years, and cert-manager's answers with it. */
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final int DEFAULT_SHARE = 3;
  private static final double PERCENT = 100;

  /**
   * A moment of a CA in the last fiftieth of the validity is too late (CertMagic has a like rule).
   */
  private static final int LAST_SHARE = 50;

  private RenewalTime() {}

  /**
   * What is wrong with the renewal part of a spec. Validation refuses each; this is for the rest.
   */
  enum Fault {
    /** The policy is not there or not known. */
    UNSUPPORTED_POLICY,
    /** The schedule of a window or its time zone does not parse. */
    INVALID_CRON,
    /** A window is not open for any time. */
    INVALID_WINDOW
  }

  /**
   * When a certificate is due. Immutable.
   *
   * @param time when it is due, in whole seconds; empty when it is never renewed by time, when
   *     there is no leaf, and when the spec is at fault
   * @param desired the time before the windows were looked at, which is what a certificate falls
   *     back on that must not be lost; empty when it is never renewed by time or has no leaf
   * @param fault what is wrong with the spec; null when nothing is
   * @param noWindowFits whether no window opens between the desired time and the end of the
   *     validity; the desired time stands then
   * @param message what a person may want to know of a fault or of the windows; empty otherwise
   */
  record Result(
      Optional<Instant> time,
      Optional<Instant> desired,
      @Nullable Fault fault,
      boolean noWindowFits,
      String message) {
    private static final Result NEVER =
        new Result(Optional.empty(), Optional.empty(), null, false, "");

    private static Result at(Instant time, Instant desired) {
      return new Result(Optional.of(time), Optional.of(desired), null, false, "");
    }

    private static Result fault(Fault fault, Instant desired, String message) {
      return new Result(Optional.empty(), Optional.of(desired), fault, false, message);
    }
  }

  /**
   * From when to when a leaf is of use. Immutable.
   *
   * @param notBefore the start, inclusive
   * @param notAfter the end, inclusive: the leaf's, or that of its chain where it ends sooner
   */
  record Validity(Instant notBefore, Instant notAfter) {
    private Duration length() {
      Duration length = Duration.between(notBefore, notAfter);
      return length.compareTo(LONGEST) < 0 ? length : LONGEST;
    }

    /** The last moment at which a renewal that fails can still be tried again. */
    private Instant latest() {
      return notAfter.minus(length().dividedBy(LAST_SHARE)).truncatedTo(ChronoUnit.SECONDS);
    }

    private Instant clamp(Instant time) {
      Instant late = time.isAfter(notAfter) ? notAfter : time;
      return late.isBefore(notBefore) ? notBefore : late;
    }
  }

  /** Returns when the certificate of a view is due. */
  static Result of(View view) {
    return of(PolicyInput.of(view, Instant.EPOCH));
  }

  /** Returns when the certificate of a policy's input is due. */
  static Result of(PolicyInput input) {
    LeafFacts leaf = input.secret().leaf();
    if (leaf == null) {
      return Result.NEVER;
    }
    Validity validity = new Validity(leaf.notBefore(), end(leaf, input.secret().chainEnd()));
    double fraction =
        Spread.fraction(input.certificate().meta().uid(), "renewal/" + leaf.fingerprint());
    double share = input.settings().renewalSpread() * fraction;
    return of(input.spec(), validity, input.status().ari(), share);
  }

  /**
   * Returns when a certificate is due.
   *
   * @param spec the spec with its renewal part
   * @param validity the validity of the leaf
   * @param ari the renewal information of an ACME CA; null when there is none
   * @param spread by what share of the lifetime the renewal is earlier; zero for not at all
   */
  static Result of(
      CertificateSpec spec, Validity validity, @Nullable AriStatus ari, double spread) {
    Instant desired =
        drawnMoment(ari, validity)
            .orElseGet(() -> earlier(formula(spec, validity), validity, spread));
    RenewalSpec renewal = spec.renewal();
    if (renewal == null) {
      return Result.at(desired, desired);
    }
    if (renewal.policy() == RenewalPolicy.DISABLED) {
      return Result.NEVER;
    }
    return renewal.policy() == null
        ? Result.fault(
            Fault.UNSUPPORTED_POLICY, desired, "the renewal policy is missing or not known")
        : inWindow(renewal.windows(), validity, desired);
  }

  /** The end of the validity, before the leaf's own where its chain ends sooner. */
  private static Instant end(LeafFacts leaf, @Nullable Instant chainEnd) {
    if (chainEnd == null || chainEnd.isAfter(leaf.notAfter())) {
      return leaf.notAfter();
    }
    return chainEnd.isAfter(leaf.notBefore()) ? chainEnd : leaf.notAfter();
  }

  /**
   * The stored moment, when it lies in the window that the CA suggests now. It is in the past when
   * the CA wants a renewal at once, as it does of a leaf that was revoked.
   */
  private static Optional<Instant> drawnMoment(@Nullable AriStatus ari, Validity validity) {
    if (ari == null
        || ari.selectedTime() == null
        || ari.windowStart() == null
        || ari.windowEnd() == null
        || !isForThisLeaf(ari, validity)) {
      return Optional.empty();
    }
    Instant moment = ari.selectedTime().truncatedTo(ChronoUnit.SECONDS);
    boolean inside =
        !ari.selectedTime().isBefore(ari.windowStart())
            && !ari.selectedTime().isAfter(ari.windowEnd())
            && !moment.isAfter(validity.notAfter());
    Instant latest = validity.latest();
    return inside ? Optional.of(moment.isAfter(latest) ? latest : moment) : Optional.empty();
  }

  /**
   * A window that begins at or before the leaf does was meant for the leaf before it, unless the CA
   * was asked since.
   */
  private static boolean isForThisLeaf(AriStatus ari, Validity validity) {
    Instant asked = ari.lastChecked();
    return ari.windowStart() != null && ari.windowStart().isAfter(validity.notBefore())
        || asked != null && asked.isAfter(validity.notBefore());
  }

  /** The time that {@code renewBefore}, the percentage or the default of two thirds gives. */
  private static Instant formula(CertificateSpec spec, Validity validity) {
    Instant time =
        validity.notAfter().minus(before(spec, validity.length())).truncatedTo(ChronoUnit.SECONDS);
    return validity.clamp(time);
  }

  private static Duration before(CertificateSpec spec, Duration length) {
    Duration renewBefore = spec.renewBefore();
    if (renewBefore != null
        && renewBefore.compareTo(Duration.ZERO) > 0
        && renewBefore.compareTo(length) < 0) {
      return renewBefore;
    }
    Integer percentage = spec.renewBeforePercentage();
    if (percentage != null && percentage > 0 && percentage < PERCENT) {
      return Duration.ofNanos((long) ((double) length.toNanos() * percentage / PERCENT));
    }
    return length.dividedBy(DEFAULT_SHARE);
  }

  /** Never before the middle between the start of the validity and the time itself. */
  private static Instant earlier(Instant time, Validity validity, double spread) {
    Duration most = Duration.between(validity.notBefore(), time).dividedBy(2);
    Duration wanted = Spread.within(validity.length(), spread);
    Duration shift = wanted.compareTo(most) < 0 ? wanted : most.truncatedTo(ChronoUnit.SECONDS);
    return time.minus(shift);
  }

  private static Result inWindow(List<RenewalWindow> windows, Validity validity, Instant desired) {
    Optional<Instant> best = windows.isEmpty() ? Optional.of(desired) : Optional.empty();
    for (RenewalWindow window : windows) {
      if (window.windowDuration().compareTo(Duration.ZERO) <= 0) {
        return Result.fault(
            Fault.INVALID_WINDOW, desired, "a renewal window must be open for some time");
      }
      Optional<WindowSchedule> schedule = WindowSchedule.of(window);
      if (schedule.isEmpty()) {
        return Result.fault(
            Fault.INVALID_CRON,
            desired,
            "the renewal window \"" + window.cron() + "\" or its time zone does not parse");
      }
      best = earlierOf(best, schedule.get().openingFrom(desired, validity.notAfter()));
    }
    return best.map(time -> Result.at(time, desired)).orElseGet(() -> noWindow(validity, desired));
  }

  private static Result noWindow(Validity validity, Instant desired) {
    String message = "no renewal window opens between " + desired + " and " + validity.notAfter();
    return new Result(Optional.of(desired), Optional.of(desired), null, true, message);
  }

  private static Optional<Instant> earlierOf(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return other.get().isBefore(one.get()) ? other : one;
  }
}
