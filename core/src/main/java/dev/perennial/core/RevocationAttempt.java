package dev.perennial.core;

import dev.perennial.core.lifecycle.Notice;
import dev.perennial.core.lifecycle.PreviousBundle;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.KeyPairs;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PublicKeys;
import dev.perennial.model.Certificate;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.RevocationStatus;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.RevocationRequest;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks an issuer to revoke a certificate. Whatever the issuer does, a status comes out. Safe for
 * use by several threads.
 */
final class RevocationAttempt {
  /** The first wait after a fault; it doubles to {@link #LAST_RETRY}. */
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  private static final Duration LAST_RETRY = Duration.ofHours(1);

  private final World world;
  private final IssuerRunner issuers;

  RevocationAttempt(World world, IssuerRunner issuers) {
    this.world = world;
    this.issuers = issuers;
  }

  /** Returns how the revocation stands after one attempt. */
  RevocationStatus make(Certificate certificate, RevocationStatus wanted) {
    Instant now = world.now().truncatedTo(ChronoUnit.SECONDS);
    X509Certificate leaf;
    try {
      leaf = Certificates.decodeFirst(wanted.certificate().getBytes(StandardCharsets.US_ASCII));
    } catch (PkiException e) {
      return wanted.failed("the certificate does not decode: " + e.getMessage(), null);
    }
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      return wanted.failed("the certificate has expired", null);
    }
    Optional<KeyPair> key =
        wanted.withCertificateKey() ? keyOf(leaf, certificate) : Optional.empty();
    if (wanted.withCertificateKey() && key.isEmpty()) {
      return wanted.failed("the private key of the certificate is kept nowhere any more", null);
    }
    ResourceKey issuer = ResourceKey.issuer(wanted.issuer(), certificate.meta().namespace());
    try {
      boolean revoked =
          issuers
              .signer(issuer)
              .revoke(new RevocationRequest(wanted.certificate(), wanted.reason(), key));
      return revoked
          ? wanted.revokedAt(now)
          : wanted.failed("the issuer cannot revoke certificates", null);
    } catch (IssuerException e) {
      Instant again = e.isTransient() ? e.retryAt().orElseGet(() -> retryAt(wanted, now)) : null;
      return wanted.failed(String.valueOf(e.getMessage()), again);
    } catch (RuntimeException e) {
      return wanted.failed("the issuer failed: " + e, retryAt(wanted, now));
    }
  }

  private static Instant retryAt(RevocationStatus wanted, Instant now) {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(wanted.retries(), 10));
    return now.plus(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY);
  }

  /** In the secret still, or in one of the bundles that were replaced. */
  private Optional<KeyPair> keyOf(X509Certificate leaf, Certificate certificate) {
    List<ResourceName> places = new ArrayList<>(List.of(certificate.secretName()));
    places.addAll(
        world
            .store()
            .list(
                ResourceType.SECRET,
                certificate.meta().namespace(),
                PreviousBundle.prefix(certificate.spec().secretName())));
    for (ResourceName place : places) {
      Optional<KeyPair> key =
          world
              .secret(place)
              .map(Versioned::resource)
              .flatMap(secret -> secret.value(SecretBundle.TLS_KEY))
              .flatMap(bytes -> decoded(bytes.revealBytes()))
              .filter(pair -> PublicKeys.matches(pair.getPublic(), leaf.getPublicKey()));
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private static Optional<KeyPair> decoded(byte[] pem) {
    try {
      return Optional.of(new KeyPairs().decode(pem));
    } catch (PkiException e) {
      return Optional.empty();
    }
  }

  /** Returns what to tell. An error that was told before is not told again. */
  static List<Notice> news(RevocationStatus before, RevocationStatus after) {
    if (after.revocationTime() != null) {
      return List.of(
          Notice.normal(
              "Revoked",
              "The certificate with the fingerprint "
                  + after.fingerprint()
                  + " was revoked ("
                  + after.reason().manifestName()
                  + ")"));
    }
    boolean again = after.isPending() && after.lastError().equals(before.lastError());
    return again
        ? List.of()
        : List.of(
            Notice.warning(
                "RevocationFailed",
                "Failed to revoke the certificate with the fingerprint "
                    + after.fingerprint()
                    + ": "
                    + after.lastError()));
  }
}
