package dev.perennial.spi;

import java.util.Optional;

/**
 * One opened issuer. Each call is one short step, bounded in time, that does not wait for the
 * outside world to change. Called by several threads at once for different requests, by one at a
 * time for the same.
 */
public interface Signer extends AutoCloseable {
  /**
   * Looks whether the issuer can sign now: its secrets are there and usable, its account is
   * registered, its server answers.
   *
   * @throws IssuerException when the answer is not known; the check is made again
   */
  IssuerCheck check();

  /**
   * Takes the next step of signing one request.
   *
   * @param request what to sign; approved, and the same on every call
   * @param checkpoint what the last step returned as {@link SigningStep.Pending}; empty on the
   *     first call
   * @throws IssuerException a fault: transient ones leave the request open, with the checkpoint as
   *     it was
   */
  SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint);

  /** Frees what the signer holds. Steps under way may fail; it is never called twice. */
  @Override
  default void close() {}
}
