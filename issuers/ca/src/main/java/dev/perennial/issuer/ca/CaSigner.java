package dev.perennial.issuer.ca;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.GoDuration;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import dev.perennial.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs requests with the key pair of a secret. Safe for use by several threads. */
final class CaSigner implements Signer {
  /** How long to wait for a secret that is not there or cannot be used. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final IssuerContext context;
  private final CaConfig config;
  private final Crypto crypto;

  /** What was read last. A secret that did not change is not parsed and checked again. */
  private volatile @Nullable CaKeyPair lastRead;

  CaSigner(IssuerContext context, CaConfig config) {
    this.context = context;
    this.config = config;
    this.crypto = Crypto.of(context.random());
  }

  @Override
  public IssuerCheck check() {
    Optional<SecretBundle> secret = context.secrets().read(secretName());
    if (secret.isEmpty()) {
      return notReady(
          "ErrGetKeyPair",
          "Error getting keypair for CA issuer: secret " + secretName() + " not found");
    }
    CaKeyPair pair;
    try {
      pair = read(secret.get());
    } catch (PkiException e) {
      return notReady(
          "ErrGetKeyPair",
          "Error getting keypair for CA issuer: secret " + secretName() + ": " + e.getMessage());
    }
    if (!pair.isCa()) {
      return notReady(
          "ErrInvalidKeyPair",
          "Signing certificate is not a CA: the certificate in secret "
              + secretName()
              + " must have basic constraints with CA:TRUE (isCA: true)");
    }
    if (!pair.fits()) {
      return notReady(
          "ErrInvalidKeyPair",
          "the private key in secret " + secretName() + " does not belong to its certificate");
    }
    Instant end = pair.certificate().getNotAfter().toInstant();
    if (context.clock().instant().isAfter(end)) {
      return notReady(
          "ErrInvalidKeyPair",
          "the CA certificate in secret " + secretName() + " expired at " + end);
    }
    return new IssuerCheck.Ready(
        "KeyPairVerified", "Signing CA verified", LeafFacts.read(pair.certificate()).fingerprint());
  }

  @Override
  public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
    Optional<SecretBundle> secret;
    try {
      secret = context.secrets().read(secretName());
    } catch (StoreException e) {
      return pending("SecretGetError", "Failed to get secret " + secretName() + ": " + e);
    }
    if (secret.isEmpty()) {
      return pending("SecretMissing", "Referenced secret " + secretName() + " not found");
    }
    CaKeyPair pair;
    try {
      pair = read(secret.get());
    } catch (PkiException e) {
      return pending(
          "SecretInvalidData",
          "Failed to parse signing CA keypair from secret " + secretName() + ": " + e.getMessage());
    }
    Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Instant caEnd = pair.certificate().getNotAfter().toInstant();
    if (!pair.isCa() || !pair.fits() || now.isAfter(caEnd)) {
      return pending(
          "SecretInvalidData",
          "the key pair in secret "
              + secretName()
              + " cannot sign: it is no CA, its key does not fit, or it expired at "
              + caEnd);
    }
    return sign(request, pair, now, caEnd);
  }

  private CaKeyPair read(SecretBundle secret) {
    CaKeyPair last = lastRead;
    if (last == null || !last.isOf(secret)) {
      last = CaKeyPair.read(secret);
      lastRead = last;
    }
    return last;
  }

  private SigningStep sign(SigningRequest request, CaKeyPair pair, Instant now, Instant caEnd) {
    Instant asked = now.plus(request.duration());
    boolean cut = asked.isAfter(caEnd);
    try {
      CertificateTemplate template =
          CertificateTemplate.of(
                  SigningRequests.parsePem(request.csrPem()),
                  request.isCa(),
                  request.resource().spec().usages(),
                  now,
                  cut ? caEnd : asked)
              .withCrlDistributionPoints(config.crlDistributionPoints())
              .withOcspServers(config.ocspServers())
              .withIssuingCertificateUrls(config.issuingCertificateUrls());
      X509Certificate leaf =
          CertificateSigner.sign(template, pair.key(), pair.certificate(), crypto);
      CertificateChain chain = pair.chainOf(leaf);
      return new SigningStep.Issued(
          text(chain.toPem()),
          chain.caPem().map(CaSigner::text).orElse(null),
          notes(cut, now, asked, caEnd));
    } catch (PkiException e) {
      return SigningStep.Refused.failed(
          "SigningError", "Error signing certificate: " + e.getMessage());
    }
  }

  private static List<SigningStep.Note> notes(
      boolean cut, Instant now, Instant asked, Instant caEnd) {
    List<SigningStep.Note> notes = new ArrayList<>();
    if (cut) {
      notes.add(
          new SigningStep.Note(
              "LifetimeCut",
              "the lifetime was cut from "
                  + GoDuration.format(Duration.between(now, asked))
                  + " to "
                  + GoDuration.format(Duration.between(now, caEnd))
                  + ": the CA expires at "
                  + caEnd));
    }
    return notes;
  }

  private ResourceName secretName() {
    return new ResourceName(context.secretNamespace(), config.secretName());
  }

  private SigningStep pending(String reason, String message) {
    return new SigningStep.Pending(null, context.clock().instant().plus(RETRY), reason, message);
  }

  private static IssuerCheck notReady(String reason, String message) {
    return new IssuerCheck.NotReady(reason, message, reason.equals("ErrGetKeyPair"));
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
