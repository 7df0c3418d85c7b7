package dev.perennial.core;

import dev.perennial.core.lifecycle.Notice;
import dev.perennial.core.lifecycle.RenewalInformation;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.VersionConflictException;
import dev.perennial.spi.Versioned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks an issuer when a certificate is to be renewed. Whatever the issuer does, a status comes out:
 * a failure is kept in it. Safe for use by several threads.
 */
final class RenewalPoll {
  private final World world;
  private final IssuerRunner issuers;

  RenewalPoll(World world, IssuerRunner issuers) {
    this.world = world;
    this.issuers = issuers;
  }

  /** Returns the status after asking. */
  CertificateStatus ask(Certificate certificate, IssuerRef issuer) {
    byte[] chain =
        world
            .secret(certificate.secretName())
            .map(Versioned::resource)
            .flatMap(secret -> secret.value(SecretBundle.TLS_CRT))
            .map(SecretBytes::revealBytes)
            .orElseThrow(
                () ->
                    new VersionConflictException(
                        ResourceKey.secret(certificate.secretName()),
                        "it was there when the action was decided"));
    RenewalInformation information =
        RenewalInformation.of(
            certificate, LeafFacts.read(Certificates.decodeFirst(chain)), world.now());
    ResourceKey key = ResourceKey.issuer(issuer, certificate.meta().namespace());
    try {
      return information.answered(
          issuers.signer(key).renewalAdvice(new String(chain, StandardCharsets.ISO_8859_1)),
          world.crypto().random().nextDouble());
    } catch (IssuerException e) {
      return information.failed(String.valueOf(e.getMessage()), e.retryAt());
    } catch (RuntimeException e) {
      return information.failed("the issuer failed: " + e, Optional.empty());
    }
  }

  /** Returns what to tell: an error that was not told before (cert-manager: {@code ARIError}). */
  static List<Notice> news(CertificateStatus before, CertificateStatus after) {
    String error = error(after);
    return error.isEmpty() || error.equals(error(before))
        ? List.of()
        : List.of(
            Notice.warning(
                "ARIError", "Failed to get the renewal information of the CA: " + error));
  }

  private static String error(CertificateStatus status) {
    AriStatus ari = status.ari();
    return ari == null ? "" : Objects.requireNonNull(ari.lastError());
  }
}
