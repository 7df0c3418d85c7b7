package dev.perennial.issuer.acme.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Turns what acme4j throws, with the answer that it threw it for, into {@link AcmeFault}. */
final class Faults {
  private static final String ACME_ERROR = "urn:ietf:params:acme:error:";

  /** A server that asks to wait for longer is waited for no longer. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private final URI server;
  private final InstantSource clock;

  Faults(URI server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  AcmeFault of(Exception thrown, AcmeConnection connection) {
    if (thrown instanceof AcmeNetworkException || thrown instanceof IOException) {
      Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
      return AcmeFault.network(server + " cannot be reached: " + text(cause), thrown);
    }
    int status = connection.status();
    if (thrown instanceof AcmeServerException refused) {
      return of(refused, status, connection);
    }
    if (status >= 400) {
      return new AcmeFault(
          kind(status, ""),
          status,
          "",
          server + " answered with HTTP " + status + " and no problem document",
          retryAfter(connection).orElse(null),
          null,
          thrown);
    }
    return AcmeFault.garbled(
        server + " does not answer as an ACME server: " + text(thrown), thrown);
  }

  private AcmeFault of(AcmeServerException refused, int status, AcmeConnection connection) {
    Problem problem = refused.getProblem();
    String urn = problem.getType().toString();
    String type = urn.startsWith(ACME_ERROR) ? urn.substring(ACME_ERROR.length()) : "";
    return new AcmeFault(
        kind(status, type),
        status,
        type,
        Problems.text(problem),
        retryAfter(connection).orElse(null),
        problem.asJSON().toString(),
        refused);
  }

  private static AcmeFault.Kind kind(int status, String type) {
    if (status == 429 || type.equals("rateLimited")) {
      return AcmeFault.Kind.RATE_LIMITED;
    }
    boolean again = status >= 500 || type.equals("serverInternal") || type.equals("badNonce");
    return again ? AcmeFault.Kind.SERVER : AcmeFault.Kind.REFUSED;
  }

  /**
   * Returns until when the last answer asks to wait (RFC 9110, section 10.2.3), by our own clock: a
   * date is held against the date of the answer, so that a wrong clock on either side does no harm.
   * Never in the past.
   */
  Optional<Instant> retryAfter(AcmeConnection connection) {
    return connection
        .header("Retry-After")
        .flatMap(value -> wait(value, connection.header("Date").orElse(null)))
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
        .map(wait -> clock.instant().plus(wait.isNegative() ? Duration.ZERO : wait));
  }

  private Optional<Duration> wait(String value, @Nullable String date) {
    try {
      if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(value.length() > 9 ? 999_999_999 : seconds(value)));
      }
      Instant present = date == null ? clock.instant() : instant(date);
      return Optional.of(Duration.between(present, instant(value)));
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long seconds(String value) {
    return Long.parseLong(value);
  }

  private static Instant instant(String date) {
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
