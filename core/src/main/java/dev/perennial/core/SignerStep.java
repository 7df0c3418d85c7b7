package dev.perennial.core;

import dev.perennial.core.lifecycle.RequestFacts;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.RequestCheck;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.Reasons;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.Violation;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes one step of signing and turns its outcome into the status of the request. Source:
 * cert-manager {@code certificaterequests/sync.go}; that a fault worth retrying neither ends the
 * request nor counts as a failed attempt is an addition of Perennial. A request whose CSR breaks
 * the rules ends as InvalidRequest, and no issuer sees it. Safe for use by several threads.
 */
final class SignerStep {
  /** However often a CA may be asked, it is not asked more often than this in vain. */
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /** The first wait after a transient fault (cert-manager: request work queue). */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  /** The longest wait after a transient fault (cert-manager: request work queue). */
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);

  private final World world;
  private final IssuerRunner issuers;

  SignerStep(World world, IssuerRunner issuers) {
    this.world = world;
    this.issuers = issuers;
  }

  /** Returns the status after one step. */
  CertificateRequestStatus next(CertificateRequest request) {
    Instant now = world.now();
    CertificateRequestStatus status = request.status();
    CertificateRequestStatus begun =
        status.toBuilder().signingTime(RequestFacts.signingBegan(status, now)).build();
    List<Violation> violations = RequestCheck.checkCsr(request.spec());
    if (!violations.isEmpty()) {
      String message =
          violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
      return invalid(request, begun, ConditionTypes.INVALID_REQUEST, message, now);
    }
    try {
      SigningStep step =
          issuers
              .signer(ResourceKey.issuer(request.spec().issuerRef(), request.meta().namespace()))
              .sign(
                  new SigningRequest(request, duration(request)),
                  Optional.ofNullable(status.checkpoint()).map(Checkpoint::new));
      return step == null
          ? broken(request, begun, "it answered nothing", now)
          : after(request, begun, step, now);
    } catch (IssuerException e) {
      return e.isTransient()
          ? retry(request, begun, e.reason(), String.valueOf(e.getMessage()), e.retryAt(), now)
          : failed(request, begun, e.reason(), String.valueOf(e.getMessage()), now);
    } catch (RuntimeException | Error e) {
      System.getLogger(SignerStep.class.getName())
          .log(System.Logger.Level.WARNING, request.key() + ": the issuer failed", e);
      return broken(request, begun, e.toString(), now);
    }
  }

  private CertificateRequestStatus broken(
      CertificateRequest request, CertificateRequestStatus status, String what, Instant now) {
    return retry(
        request, status, "SigningError", "the issuer failed: " + what, Optional.empty(), now);
  }

  private static Duration duration(CertificateRequest request) {
    Duration asked = request.spec().duration();
    return asked == null ? CertificateSpec.DEFAULT_DURATION : asked;
  }

  private CertificateRequestStatus after(
      CertificateRequest request, CertificateRequestStatus status, SigningStep step, Instant now) {
    if (step instanceof SigningStep.Issued issued) {
      return issued(request, status, issued, now);
    }
    if (step instanceof SigningStep.Pending pending) {
      return pending(request, status, pending, now);
    }
    if (step instanceof SigningStep.Refused refused) {
      return refused.kind() == SigningStep.Refused.Kind.INVALID_REQUEST
          ? invalid(request, status, refused.reason(), refused.message(), now)
          : failed(request, status, refused.reason(), refused.message(), now);
    }
    throw new AssertionError(step);
  }

  private CertificateRequestStatus issued(
      CertificateRequest request,
      CertificateRequestStatus status,
      SigningStep.Issued issued,
      Instant now) {
    try {
      Certificates.decodeFirst(issued.chain().getBytes(StandardCharsets.ISO_8859_1));
      if (issued.ca() != null && !issued.ca().isEmpty()) {
        Certificates.decodeFirst(issued.ca().getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (PkiException e) {
      return failed(
          request,
          status,
          "DecodeError",
          "Failed to decode returned certificate: " + e.getMessage(),
          now);
    }
    issued.notes().forEach(n -> world.tell(true, request.key(), n.reason(), n.message()));
    String message = "Certificate fetched from issuer successfully";
    world.tell(false, request.key(), "CertificateIssued", message);
    return settled(status, ConditionStatus.TRUE, Reasons.ISSUED, message, now)
        .certificate(issued.chain())
        .ca(issued.ca() == null ? "" : issued.ca())
        .build();
  }

  private CertificateRequestStatus pending(
      CertificateRequest request,
      CertificateRequestStatus status,
      SigningStep.Pending pending,
      Instant now) {
    tellOnce(request, false, pending.reason(), pending.message());
    pending.notes().forEach(n -> world.tell(true, request.key(), n.reason(), n.message()));
    Checkpoint checkpoint = pending.checkpoint();
    return status.toBuilder()
        .conditions(
            Conditions.with(
                warned(status.conditions(), pending.notes(), now),
                ready(Reasons.PENDING, pending.message()),
                now,
                null))
        .checkpoint(checkpoint == null ? null : checkpoint.bytes())
        .retryTime(notAtOnce(status, pending, now))
        .retries(null)
        .build();
  }

  /** The request keeps what was said, for explanations. */
  private static List<Condition> warned(
      List<Condition> conditions, List<SigningStep.Note> notes, Instant now) {
    if (notes.isEmpty()) {
      return conditions;
    }
    String message =
        notes.stream().map(SigningStep.Note::message).collect(Collectors.joining("; "));
    Condition warned =
        Condition.of(ConditionTypes.WARNED, ConditionStatus.TRUE, notes.get(0).reason(), message);
    return Conditions.with(conditions, warned, now, null);
  }

  /** A signer that asks for another call at once although it got nowhere is given a second. */
  private static Instant notAtOnce(
      CertificateRequestStatus status, SigningStep.Pending pending, Instant now) {
    Checkpoint checkpoint = pending.checkpoint();
    boolean idle =
        status.retryTime() != null
            && Objects.equals(checkpoint == null ? null : checkpoint.bytes(), status.checkpoint());
    Instant soonest = now.plus(SHORTEST_WAIT);
    return idle && pending.retryAt().isBefore(soonest) ? soonest : pending.retryAt();
  }

  private CertificateRequestStatus retry(
      CertificateRequest request,
      CertificateRequestStatus status,
      String reason,
      String message,
      Optional<Instant> wanted,
      Instant now) {
    tellOnce(request, true, reason, message);
    int retries = Objects.requireNonNullElse(status.retries(), 0);
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(retries, 20));
    Instant next = now.plus(wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait);
    return status.toBuilder()
        .conditions(
            Conditions.with(status.conditions(), ready(Reasons.PENDING, message), now, null))
        .retryTime(wanted.filter(now.plus(SHORTEST_WAIT)::isBefore).orElse(next))
        .retries(retries + 1)
        .build();
  }

  private CertificateRequestStatus failed(
      CertificateRequest request,
      CertificateRequestStatus status,
      String reason,
      String message,
      Instant now) {
    world.tell(true, request.key(), reason, message);
    return settled(status, ConditionStatus.FALSE, Reasons.FAILED, message, now)
        .failureTime(failureTime(status, now))
        .build();
  }

  private CertificateRequestStatus invalid(
      CertificateRequest request,
      CertificateRequestStatus status,
      String reason,
      String message,
      Instant now) {
    CertificateRequestStatus marked =
        status.toBuilder()
            .conditions(
                Conditions.with(
                    status.conditions(),
                    Condition.of(
                        ConditionTypes.INVALID_REQUEST, ConditionStatus.TRUE, reason, message),
                    now,
                    null))
            .build();
    return failed(request, marked, reason, message, now);
  }

  private static CertificateRequestStatus.Builder settled(
      CertificateRequestStatus status,
      ConditionStatus holds,
      String reason,
      String message,
      Instant now) {
    return status.toBuilder()
        .conditions(
            Conditions.with(
                status.conditions(),
                Condition.of(ConditionTypes.READY, holds, reason, message),
                now,
                null))
        .checkpoint(null)
        .retryTime(null)
        .retries(null);
  }

  private static @Nullable Instant failureTime(CertificateRequestStatus status, Instant now) {
    return status.failureTime() == null
        ? now.truncatedTo(ChronoUnit.SECONDS)
        : status.failureTime();
  }

  private static Condition ready(String reason, String message) {
    return Condition.of(ConditionTypes.READY, ConditionStatus.FALSE, reason, message);
  }

  /** Tells what the request does not say already. */
  private void tellOnce(
      CertificateRequest request, boolean warning, String reason, String message) {
    boolean said =
        request
            .status()
            .condition(ConditionTypes.READY)
            .filter(c -> c.message().equals(message))
            .isPresent();
    if (!said) {
      world.tell(warning, request.key(), reason, message);
    }
  }
}
