package dev.perennial.issuer.ca;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateSigningRequest;
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
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import dev.perennial.spi.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
    Optional<SecretBundle> secret;
    try {
      secret = context.secrets().read(secretName());
    } catch (StoreException e) {
      return noKeyPair("secret " + secretName() + " could not be read: " + e.getMessage());
    }
    if (secret.isEmpty()) {
      return noKeyPair("secret " + secretName() + " not found");
    }
    CaKeyPair pair;
    try {
      pair = read(secret.get());
    } catch (PkiException e) {
      return noKeyPair("secret " + secretName() + ": " + e.getMessage());
    }
    Optional<String> fault = faultOf(pair, context.clock().instant());
    if (fault.isPresent()) {
      return new IssuerCheck.NotReady(
          "ErrInvalidKeyPair", "Invalid signing CA: " + fault.get(), false);
    }
    return new IssuerCheck.Ready(
        "KeyPairVerified", "Signing CA verified", LeafFacts.read(pair.certificate()).fingerprint());
  }

  private static IssuerCheck noKeyPair(String why) {
    return new IssuerCheck.NotReady(
        "ErrGetKeyPair", "Error getting keypair for CA issuer: " + why, true);
  }

  private Optional<String> faultOf(CaKeyPair pair, Instant now) {
    return pair.fault(now)
        .map(fault -> "the certificate in secret " + secretName() + " " + fault)
        .or(() -> faultOfChain(pair));
  }

  private Optional<String> faultOfChain(CaKeyPair pair) {
    try {
      return pair.pathLength() >= 0
          ? Optional.empty()
          : Optional.of(
              "the path length of a CA above the certificate in secret "
                  + secretName()
                  + " forbids it to sign");
    } catch (PkiException e) {
      return Optional.of(brokenChain(e));
    }
  }

  private String brokenChain(PkiException e) {
    return "tls.crt and ca.crt in secret " + secretName() + " make no chain: " + e.getMessage();
  }

  @Override
  public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
    Optional<SecretBundle> secret;
    try {
      secret = context.secrets().read(secretName());
    } catch (StoreException e) {
      throw IssuerException.retryable(
          "SecretGetError", "Failed to get secret " + secretName() + ": " + e.getMessage(), e);
    }
    if (secret.isEmpty()) {
      return pending("SecretMissing", "Referenced secret " + secretName() + " not found");
    }
    CaKeyPair pair;
    try {
      pair = read(secret.get());
    } catch (PkiException e) {
      return invalidData(
          "Failed to parse signing CA keypair from secret " + secretName() + ": " + e.getMessage());
    }
    Instant now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<String> fault = pair.fault(now);
    if (fault.isPresent()) {
      return invalidData("the certificate in secret " + secretName() + " " + fault.get());
    }
    return sign(request, pair, now);
  }

  private CaKeyPair read(SecretBundle secret) {
    CaKeyPair last = lastRead;
    if (last == null || !last.isOf(secret)) {
      last = CaKeyPair.read(secret);
      lastRead = last;
    }
    return last;
  }

  private SigningStep sign(SigningRequest request, CaKeyPair pair, Instant now) {
    Instant asked = now.plus(request.duration());
    Instant notAfter = asked.isAfter(pair.end()) ? pair.end() : asked;
    X509Certificate leaf;
    try {
      CertificateSigningRequest csr = SigningRequests.parsePem(request.csrPem());
      CertificateTemplate template =
          CertificateTemplate.of(
                  csr, request.isCa(), request.resource().spec().usages(), now, notAfter)
              .withCrlDistributionPoints(config.crlDistributionPoints())
              .withOcspServers(config.ocspServers())
              .withIssuingCertificateUrls(config.issuingCertificateUrls());
      leaf = CertificateSigner.sign(template, pair.key(), pair.certificate(), crypto);
    } catch (PkiException e) {
      return SigningStep.Refused.failed(
          "SigningError", "Error signing certificate: " + e.getMessage());
    }
    return issued(request, pair, leaf, asked);
  }

  private SigningStep issued(
      SigningRequest request, CaKeyPair pair, X509Certificate leaf, Instant asked) {
    try {
      if (request.isCa() && pair.pathLength() < 1) {
        return SigningStep.Refused.failed(
            "SigningError",
            "Error signing certificate: the path length of the CA in secret "
                + secretName()
                + ", or of one above it, forbids another CA below (RFC 5280, section 4.2.1.9)");
      }
      CertificateChain chain = pair.chainOf(leaf);
      return new SigningStep.Issued(
          text(chain.toPem()), chain.caPem().map(CaSigner::text).orElse(null), notes(leaf, asked));
    } catch (PkiException e) {
      return invalidData(brokenChain(e)); // the leaf is fresh, so the break is in the secret
    }
  }

  private static List<SigningStep.Note> notes(X509Certificate leaf, Instant asked) {
    Instant start = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (!end.isBefore(asked.truncatedTo(ChronoUnit.SECONDS))) {
      return List.of();
    }
    return List.of(
        new SigningStep.Note(
            "LifetimeCut",
            "the lifetime was cut from "
                + GoDuration.format(Duration.between(start, asked))
                + " to "
                + GoDuration.format(Duration.between(start, end))
                + ": the CA expires at "
                + end));
  }

  private ResourceName secretName() {
    return new ResourceName(context.secretNamespace(), config.secretName());
  }

  private SigningStep invalidData(String message) {
    return pending("SecretInvalidData", message);
  }

  private SigningStep pending(String reason, String message) {
    return new SigningStep.Pending(null, context.clock().instant().plus(RETRY), reason, message);
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
