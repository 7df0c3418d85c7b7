package dev.perennial.core;

import dev.perennial.core.lifecycle.SecretFacts;
import dev.perennial.core.lifecycle.View;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Conditions;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Reasons;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.RevocationStatus;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes into a status that the certificate in the secret is to be revoked, and that another is to
 * be issued at once, in one piece: a crash after it loses neither. Not safe for use by several
 * threads.
 */
final class RevocationMark {
  private final World world;
  private final Certificate certificate;

  RevocationMark(World world, Certificate certificate) {
    this.world = world;
    this.certificate = certificate;
  }

  CertificateStatus status(RevocationReason reason, boolean withCertificateKey) {
    SecretBundle secret =
        world
            .secret(certificate.secretName())
            .map(Versioned::resource)
            .filter(found -> SecretFacts.read(found).leaf() != null)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the Certificate "
                            + certificate.meta().resourceName()
                            + " has no certificate to revoke"));
    byte[] chain = secret.value(SecretBundle.TLS_CRT).orElse(SecretBytes.EMPTY).revealBytes();
    X509Certificate leaf = Certificates.decodeFirst(chain);
    LeafFacts facts = LeafFacts.read(leaf);
    requireNoOther(facts);
    Instant now = world.now().truncatedTo(ChronoUnit.SECONDS);
    RevocationStatus revocation =
        new RevocationStatus(
            reason,
            withCertificateKey,
            issuer(SecretFacts.read(secret)),
            new String(Certificates.encode(leaf), StandardCharsets.US_ASCII),
            facts.fingerprint(),
            now,
            null,
            now,
            0,
            "");
    CertificateStatus.Builder marked = issuing(certificate.status(), reason, now);
    if (reason == RevocationReason.KEY_COMPROMISE) {
      marked.compromisedKeys(with(KeyFacts.of(leaf.getPublicKey()).publicKeyId()));
    }
    return marked.revocation(revocation).build();
  }

  private void requireNoOther(LeafFacts leaf) {
    Optional.ofNullable(certificate.status().revocation())
        .filter(r -> r.isPending() && !r.fingerprint().equals(leaf.fingerprint()))
        .ifPresent(
            other -> {
              throw new IllegalStateException(
                  "the certificate with the fingerprint "
                      + other.fingerprint()
                      + " is still being revoked; ask again when it is");
            });
  }

  private IssuerRef issuer(SecretFacts secret) {
    IssuerRef named = secret.issuer();
    return named.name().isEmpty() ? View.issuerInUse(certificate, secret) : named;
  }

  /** An issuance in flight goes on, for the same reason as before. */
  private CertificateStatus.Builder issuing(
      CertificateStatus status, RevocationReason reason, Instant now) {
    if (Conditions.isTrue(status.conditions(), ConditionTypes.ISSUING)) {
      return status.toBuilder();
    }
    boolean compromised = reason == RevocationReason.KEY_COMPROMISE;
    Condition issuing =
        Condition.of(
            ConditionTypes.ISSUING,
            ConditionStatus.TRUE,
            compromised ? Reasons.KEY_COMPROMISED : Reasons.REVOKED,
            "Issuing certificate as the present one is to be revoked: " + reason.manifestName());
    return status.toBuilder()
        .conditions(
            Conditions.with(status.conditions(), issuing, now, certificate.meta().generation()))
        .nextAttemptTime(null)
        .triedIssuers(null);
  }

  private List<String> with(String publicKeyId) {
    List<String> keys = new ArrayList<>(certificate.status().compromisedKeys());
    if (!keys.contains(publicKeyId)) {
      keys.add(publicKeyId);
    }
    return keys;
  }
}
