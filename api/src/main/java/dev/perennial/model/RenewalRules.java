package dev.perennial.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of duration and renewal. Unlike cert-manager, the percentage is held against its real
 * meaning, also when it stands alone, and a window must be open for some time.
 */
final class RenewalRules {
  private static final Duration MIN_DURATION = Duration.ofHours(1);

  /** The longest duration that a manifest can write (Go: 64 bits of nanoseconds). */
  private static final Duration MAX_DURATION = Duration.ofNanos(Long.MAX_VALUE);

  private static final Duration MIN_RENEW_BEFORE = Duration.ofMinutes(5);

  private RenewalRules() {}

  static List<Violation> check(CertificateSpec spec) {
    List<Violation> violations = new ArrayList<>();
    Duration duration = spec.effectiveDuration();
    if (duration.compareTo(MIN_DURATION) < 0 || duration.compareTo(MAX_DURATION) > 0) {
      violations.add(
          Violation.invalid(
              FieldPath.SPEC.child("duration"),
              shown(duration),
              "must be at least 1h and at most 292 years"));
    }
    before(spec, duration, violations);
    RenewalSpec renewal = spec.renewal();
    if (renewal != null) {
      renewal(renewal, FieldPath.SPEC.child("renewal"), violations);
    }
    return violations;
  }

  private static void before(CertificateSpec spec, Duration duration, List<Violation> violations) {
    Duration before = spec.renewBefore();
    Integer percentage = spec.renewBeforePercentage();
    FieldPath beforePath = FieldPath.SPEC.child("renewBefore");
    FieldPath percentagePath = FieldPath.SPEC.child("renewBeforePercentage");
    if (before != null && percentage != null) {
      String message = "renewBefore and renewBeforePercentage exclude each other; set one";
      violations.add(Violation.invalid(beforePath, shown(before), message));
      violations.add(Violation.invalid(percentagePath, percentage, message));
    }
    if (before != null) {
      if (before.compareTo(MIN_RENEW_BEFORE) < 0) {
        violations.add(Violation.invalid(beforePath, shown(before), "must be at least 5m"));
      }
      if (before.compareTo(duration) >= 0) {
        violations.add(
            Violation.invalid(
                beforePath, shown(before), "must be less than the duration, " + shown(duration)));
      }
    }
    if (percentage != null) {
      boolean inRange = percentage > 0 && percentage < 100;
      boolean tooShort =
          inRange
              && duration.dividedBy(100).multipliedBy(percentage).compareTo(MIN_RENEW_BEFORE) < 0;
      if (!inRange || tooShort) {
        violations.add(
            Violation.invalid(
                percentagePath,
                percentage,
                "must be between 0 and 100, and leave at least 5m of the duration"));
      }
    }
  }

  private static void renewal(RenewalSpec renewal, FieldPath path, List<Violation> violations) {
    if (renewal.policy() == null) {
      violations.add(Violation.required(path.child("policy"), "must be specified"));
    }
    if (renewal.policy() == RenewalPolicy.DISABLED && !renewal.windows().isEmpty()) {
      violations.add(
          Violation.forbidden(
              path.child("windows"), "may not be set when the policy is Disabled; remove them"));
      return;
    }
    for (int i = 0; i < renewal.windows().size(); i++) {
      window(renewal.windows().get(i), path.child("windows").index(i), violations);
    }
  }

  private static void window(RenewalWindow window, FieldPath path, List<Violation> violations) {
    boolean zoneIsWrong = false;
    try {
      CronSchedule.parse("* * * * *", window.timezone());
    } catch (IllegalArgumentException e) {
      zoneIsWrong = true;
      violations.add(
          Violation.invalid(
              path.child("timezone"), window.timezone(), String.valueOf(e.getMessage())));
    }
    try {
      CronSchedule.parse(window.cron(), window.timezone());
    } catch (IllegalArgumentException e) {
      String message = zoneIsWrong ? "its time zone is not known" : String.valueOf(e.getMessage());
      violations.add(Violation.invalid(path.child("cron"), window.cron(), message));
    }
    if (window.windowDuration().isZero() || window.windowDuration().isNegative()) {
      violations.add(
          Violation.invalid(
              path.child("windowDuration"),
              shown(window.windowDuration()),
              "must be longer than zero, such as 2h"));
    }
  }

  /** Returns a duration as a manifest writes it; one that none can write as Java prints it. */
  static String shown(Duration duration) {
    boolean writable =
        duration.compareTo(MAX_DURATION) <= 0 && duration.compareTo(MAX_DURATION.negated()) >= 0;
    return writable ? GoDuration.format(duration) : duration.toString();
  }
}
