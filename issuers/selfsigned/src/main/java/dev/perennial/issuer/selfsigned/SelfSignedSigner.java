package dev.perennial.issuer.selfsigned;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.PkiException;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Signs each request with the key that made it. Safe for use by several threads. */
final class SelfSignedSigner implements Signer {
  /** How long to wait for a private key that is not there or does not decode. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final IssuerContext context;
  private final List<String> crlDistributionPoints;
  private final Crypto crypto;

  SelfSignedSigner(IssuerContext context, List<String> crlDistributionPoints) {
    this.context = context;
    this.crlDistributionPoints = crlDistributionPoints;
    this.crypto = Crypto.of(context.random());
  }

  @Override
  public IssuerCheck check() {
    return new IssuerCheck.Ready("IsReady", "", null);
  }

  @Override
  public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
    CertificateRequest resource = request.resource();
    String secretName = resource.meta().annotation(Annotations.PRIVATE_KEY_SECRET_NAME);
    if (secretName == null || secretName.isEmpty()) {
      return SigningStep.Refused.failed(
          "MissingAnnotation",
          "Annotation \""
              + Annotations.PRIVATE_KEY_SECRET_NAME
              + "\" missing or reference empty: it names the Secret with the private key of the"
              + " request");
    }
    Optional<SecretBytes> pem =
        context
            .secrets()
            .read(new ResourceName(resource.meta().namespace(), secretName))
            .flatMap(s -> s.value(SecretBundle.TLS_KEY));
    if (pem.isEmpty()) {
      return pending(
          "MissingSecret",
          "Referenced secret " + resource.meta().namespace() + "/" + secretName + " not found");
    }
    PrivateKey key;
    try {
      key = PrivateKeys.decode(pem.get().revealBytes());
    } catch (PkiException e) {
      return pending(
          "ErrorParsingKey", "Failed to get key \"" + secretName + "\": " + e.getMessage());
    }
    return sign(request, key);
  }

  private SigningStep sign(SigningRequest request, PrivateKey key) {
    CertificateTemplate template;
    CertificateSigningRequest csr;
    try {
      csr = SigningRequests.parsePem(request.csrPem());
      Instant notBefore = context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
      template =
          CertificateTemplate.of(
                  csr,
                  request.isCa(),
                  request.resource().spec().usages(),
                  notBefore,
                  notBefore.plus(request.duration()))
              .withCrlDistributionPoints(crlDistributionPoints);
    } catch (PkiException e) {
      return SigningStep.Refused.failed(
          "ErrorGenerating", "Error generating certificate template: " + e.getMessage());
    }
    if (!PrivateKeys.matches(key, csr.publicKey())) {
      return SigningStep.Refused.failed(
          "ErrorKeyMatch",
          "Error generating certificate template: the CSR was not made with the referenced private"
              + " key");
    }
    try {
      X509Certificate leaf = CertificateSigner.selfSign(template, key, crypto);
      String chain = new String(Certificates.encode(leaf), StandardCharsets.US_ASCII);
      return new SigningStep.Issued(chain, chain, notes(leaf));
    } catch (PkiException e) {
      return SigningStep.Refused.failed(
          "ErrorSigning", "Error signing certificate: " + e.getMessage());
    }
  }

  private static List<SigningStep.Note> notes(X509Certificate leaf) {
    boolean named = leaf.getSubjectX500Principal().getEncoded().length > 2;
    return named
        ? List.of()
        : List.of(
            new SigningStep.Note(
                "BadConfig",
                "Certificate will be issued with an empty Issuer DN, which contravenes RFC 5280"
                    + " and could break some strict clients; give it a commonName or a subject"));
  }

  private SigningStep pending(String reason, String message) {
    return new SigningStep.Pending(null, context.clock().instant().plus(RETRY), reason, message);
  }
}
