package dev.perennial.testkit;

import dev.perennial.core.pki.Certificates;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link ScriptedIssuer} does about one signing step. The static methods give the usual
 * ones; a test may write its own. Called by one thread at a time.
 */
@FunctionalInterface
public interface ScriptedAnswer {
  /**
   * Returns the outcome of a step.
   *
   * @throws IssuerException the fault, when the step is to end in one
   */
  SigningStep to(Step step);

  /**
   * One signing step. Immutable.
   *
   * @param request what is to be signed
   * @param checkpoint what the step before returned; empty at the first
   * @param ca who signs
   * @param now the present, in whole seconds
   */
  record Step(SigningRequest request, Optional<Checkpoint> checkpoint, TestCa ca, Instant now) {
    /** Returns the outcome of signing with this validity, cut to the end of the CA. */
    SigningStep.Issued issue(Instant notBefore, Instant notAfter) {
      Instant caEnd = ca.certificate().getNotAfter().toInstant();
      Instant end = notAfter.isAfter(caEnd) ? caEnd : notAfter;
      return issued(pem(ca.sign(request, notBefore, end)));
    }

    SigningStep.Issued issued(String chain) {
      return new SigningStep.Issued(chain, ca.pem(), List.of());
    }
  }

  /** Signs with the lifetime asked for, from now on, cut to the end of the CA. */
  static ScriptedAnswer sign() {
    return step -> step.issue(step.now(), step.now().plus(step.request().duration()));
  }

  /** Signs with another lifetime than the one asked for. */
  static ScriptedAnswer signFor(Duration lifetime) {
    return step -> step.issue(step.now(), step.now().plus(lifetime));
  }

  /** Signs with a validity that began some time ago and has the lifetime asked for. */
  static ScriptedAnswer signBackDated(Duration by) {
    return step -> {
      Instant start = step.now().minus(by);
      return step.issue(start, start.plus(step.request().duration()));
    };
  }

  /** Signs a leaf that has expired already. */
  static ScriptedAnswer signExpired() {
    return step -> step.issue(step.now().minus(Duration.ofDays(2)), step.now().minusSeconds(60));
  }

  /** Waits, with a checkpoint that counts the steps of this order. */
  static ScriptedAnswer pend(Duration wait) {
    return step -> {
      String old = step.checkpoint().map(Checkpoint::text).orElse("0");
      Checkpoint next = Checkpoint.of(Integer.toString(Integer.parseInt(old) + 1));
      return new SigningStep.Pending(
          next, step.now().plus(wait), "OrderPending", "the order waits, step " + next.text());
    };
  }

  /** Refuses this request; another of the same content may succeed. */
  static ScriptedAnswer refuse() {
    return step -> SigningStep.Refused.failed("Refused", "the script refuses this request");
  }

  /** Refuses the content of the request. */
  static ScriptedAnswer refuseAsInvalid() {
    return step ->
        new SigningStep.Refused(
            SigningStep.Refused.Kind.INVALID_REQUEST,
            "InvalidRequest",
            "the script calls this request invalid");
  }

  /** Fails in a way that trying again may help against, at a time that the runner chooses. */
  static ScriptedAnswer fail() {
    return step -> {
      throw IssuerException.retryable("Unreachable", "the script does not answer", null);
    };
  }

  /** Fails, and names how long trying again is of no use. */
  static ScriptedAnswer failFor(Duration wait) {
    return step -> {
      Instant retryAt = step.now().plus(wait);
      throw IssuerException.retryableAt(retryAt, "RateLimited", "the script limits rates", null);
    };
  }

  /** Fails for good. */
  static ScriptedAnswer failForGood() {
    return step -> {
      throw IssuerException.terminal("Broken", "the script fails for good", null);
    };
  }

  /** Fails with an exception that no signer should throw. */
  static ScriptedAnswer throwUnexpectedly() {
    return step -> {
      throw new IllegalStateException("the script has a programming error");
    };
  }

  /** Answers with the certificate of the CA itself: another key than the request's. */
  static ScriptedAnswer answerWithAnotherKey() {
    return step -> step.issued(step.ca().pem());
  }

  /** Signs, and adds a CA to the chain that has nothing to do with it. */
  static ScriptedAnswer answerWithForeignChain() {
    TestCa stranger = TestCa.ofSeed(-1, TestClock.START, Duration.ofDays(36_500));
    return step -> step.issued(signed(step) + stranger.pem());
  }

  /** Answers with text that is no certificate. */
  static ScriptedAnswer answerWithGarbage() {
    return step -> step.issued("this is no certificate\n");
  }

  /** Signs, and names as its CA a text that is no certificate. */
  static ScriptedAnswer answerWithGarbageCa() {
    return step -> new SigningStep.Issued(signed(step), "this is no CA\n", List.of());
  }

  private static String signed(Step step) {
    Instant end = step.now().plus(step.request().duration()).truncatedTo(ChronoUnit.SECONDS);
    return pem(step.ca().sign(step.request(), step.now(), end));
  }

  private static String pem(X509Certificate certificate) {
    return new String(Certificates.encode(certificate), StandardCharsets.US_ASCII);
  }
}
