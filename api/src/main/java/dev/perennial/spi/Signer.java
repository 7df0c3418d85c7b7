package dev.perennial.spi;

import dev.perennial.model.RenewalAdvice;
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

  /**
   * Asks the CA when it wants a certificate to be renewed (RFC 9773, section 4). Called only where
   * {@link IssuerProvider#advisesOnRenewal} says so.
   *
   * @param chain the chain of the certificate in PEM, leaf first
   * @return the answer, or empty when the CA gives none for this certificate
   * @throws IssuerException when the CA cannot be asked now, or its answer makes no sense
   */
  default Optional<RenewalAdvice> renewalAdvice(String chain) {
    return Optional.empty();
  }

  /**
   * Revokes a certificate of this issuer. One that is revoked already is no error.
   *
   * @return false when the issuer has no way to revoke
   * @throws IssuerException a fault: a transient one is tried again
   */
  default boolean revoke(RevocationRequest request) {
    return false;
  }

  /** Frees what the signer holds. Steps under way may fail; it is never called twice. */
  @Override
  default void close() {}
}
