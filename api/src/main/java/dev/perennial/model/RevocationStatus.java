package dev.perennial.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last revocation that was asked for of a {@link Certificate}, and how it stands. An addition
 * of Perennial. Immutable.
 *
 * @param reason why
 * @param withCertificateKey whether the CA is shown the key of the certificate, not the account's
 * @param issuer the issuer that gave the certificate
 * @param certificate the certificate to revoke, in PEM
 * @param fingerprint its SHA-256 in lower-case hex
 * @param requestTime when it was asked for
 * @param revocationTime when the CA had revoked it; null before
 * @param retryTime when the CA is asked next; null when it is not asked any more
 * @param retries how often the CA was asked in vain
 * @param lastError what went wrong the last time; empty when nothing did
 */
public record RevocationStatus(
    RevocationReason reason,
    boolean withCertificateKey,
    IssuerRef issuer,
    String certificate,
    String fingerprint,
    Instant requestTime,
    @Nullable Instant revocationTime,
    @Nullable Instant retryTime,
    int retries,
    String lastError) {
  /** Checks that the parts are there. */
  public RevocationStatus {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(certificate, "certificate");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(requestTime, "requestTime");
    Objects.requireNonNull(lastError, "lastError");
  }

  /** Returns this after the CA revoked the certificate. */
  public RevocationStatus revokedAt(Instant time) {
    return after(time, null, "");
  }

  /** Returns this after an attempt in vain. */
  public RevocationStatus failed(String error, @Nullable Instant next) {
    return after(null, next, error);
  }

  private RevocationStatus after(@Nullable Instant revoked, @Nullable Instant next, String error) {
    return new RevocationStatus(
        reason,
        withCertificateKey,
        issuer,
        certificate,
        fingerprint,
        requestTime,
        revoked,
        next,
        error.isEmpty() ? retries : retries + 1,
        error);
  }

  /** Returns whether the CA has still to be asked. */
  public boolean isPending() {
    return revocationTime == null && retryTime != null;
  }
}
