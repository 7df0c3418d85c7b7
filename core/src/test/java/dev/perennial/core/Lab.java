package dev.perennial.core;

import dev.perennial.core.lifecycle.Settings;
import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateSigningRequest;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Condition;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.Violation;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.Approval;
import dev.perennial.spi.Checkpoint;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerContext;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.IssuerProvider;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A manager on a store in memory, with a clock, an issuer and an approval that a test sets. Not
 * safe for use by several threads.
 */
final class Lab implements IssuerProvider {
  static final ResourceName WEB = new ResourceName("demo", "web");
  static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  static final KeySpec P256 = KeySpec.of(KeyAlgorithm.ECDSA);
  private static final PrivateKey CA_KEY = PrivateKeys.generate(P256, CRYPTO);

  Instant now = Instant.parse("2026-01-01T00:00:00Z");
  final List<String> events = new ArrayList<>();
  final InMemoryStore store = new InMemoryStore();
  Function<SigningRequest, SigningStep> issuer = request -> issue(request, Duration.ofDays(90));
  IssuerCheck check = new IssuerCheck.Ready("IsReady", "", null);
  Approval approval = Approval.approved("cert-manager.io", "approved");
  CertificateManager manager = open(Settings.DEFAULT);

  /** Opens another manager on the same store. */
  CertificateManager open(Settings settings) {
    manager =
        CertificateManager.builder()
            .store(store)
            .clock(() -> now)
            .random(new SecureRandom())
            .issuers(this)
            .approval(request -> approval)
            .settings(settings)
            .listener(e -> events.add(e.reason()))
            .build();
    return manager;
  }

  static Issuer issuerNamed(String name) {
    return Issuer.builder()
        .meta(ObjectMeta.builder().name(name).namespace("demo").build())
        .spec(IssuerSpec.ca("unused"))
        .build();
  }

  /** Returns a certificate that keeps its key, as the sticky cases need it. */
  static Certificate web() {
    return Certificate.builder()
        .meta(ObjectMeta.builder().name("web").namespace("demo").build())
        .spec(
            CertificateSpec.builder()
                .secretName("web-tls")
                .dnsNames(List.of("web.example"))
                .privateKey(new PrivateKeySpec(KeyAlgorithm.ECDSA, 0, null, RotationPolicy.NEVER))
                .issuerRef(IssuerRef.issuer("ca"))
                .build())
        .build();
  }

  static Certificate withSpec(Function<CertificateSpec.Builder, CertificateSpec.Builder> change) {
    return web().toBuilder().spec(change.apply(web().spec().toBuilder()).build()).build();
  }

  Lab apply(Resource... resources) {
    manager.applyAll(List.of(resources));
    manager.tick();
    return this;
  }

  Lab pass(Duration duration) {
    Instant end = now.plus(duration);
    while (!manager.nextDue().isAfter(end)) {
      now = manager.nextDue().isAfter(now) ? manager.nextDue() : now;
      manager.tick();
    }
    now = end;
    manager.tick();
    return this;
  }

  Certificate certificate() {
    return manager.certificate(WEB).orElseThrow();
  }

  Condition condition(String type) {
    return certificate().status().condition(type).orElseThrow();
  }

  CertificateRequest request(String name) {
    ResourceKey key = ResourceKey.certificateRequest(new ResourceName("demo", name));
    return (CertificateRequest) store.read(key).orElseThrow().resource();
  }

  SecretBundle secret() {
    return manager.secret(new ResourceName("demo", "web-tls")).orElseThrow();
  }

  String explained() {
    return manager.explain(WEB).orElseThrow().text();
  }

  /** Signs with a CA that lives from a year before now. */
  SigningStep issue(SigningRequest request, Duration lifetime) {
    return issue(SigningRequests.parsePem(request.csrPem()), request, lifetime);
  }

  SigningStep issue(CertificateSigningRequest csr, SigningRequest request, Duration lifetime) {
    Instant from = now.minus(Duration.ofMinutes(1));
    X509Certificate ca = ca(from.minus(Duration.ofDays(365)));
    X509Certificate leaf =
        CertificateSigner.sign(
            CertificateTemplate.of(
                csr, request.isCa(), request.resource().spec().usages(), from, from.plus(lifetime)),
            CA_KEY,
            ca,
            CRYPTO);
    return new SigningStep.Issued(pem(leaf), pem(ca), List.of());
  }

  /** Signs the request for another key than it was made with. */
  SigningStep issueForAnotherKey(SigningRequest request) {
    PrivateKey other = PrivateKeys.generate(P256, CRYPTO);
    String csr = SigningRequests.generatePem(web().spec(), other, CRYPTO);
    return issue(SigningRequests.parsePem(csr), request, Duration.ofDays(90));
  }

  private static X509Certificate ca(Instant from) {
    CertificateSpec spec = CertificateSpec.builder().commonName("CA").isCa(true).build();
    CertificateSigningRequest csr =
        SigningRequests.parsePem(SigningRequests.generatePem(spec, CA_KEY, CRYPTO));
    return CertificateSigner.selfSign(
        CertificateTemplate.of(csr, true, List.of(), from, from.plus(Duration.ofDays(3650))),
        CA_KEY,
        CRYPTO);
  }

  private static String pem(X509Certificate certificate) {
    return new String(Certificates.encode(certificate), StandardCharsets.US_ASCII);
  }

  @Override
  public IssuerKind kind() {
    return IssuerKind.builtIn("ca");
  }

  @Override
  public List<Violation> validate(Issuer resource, FieldPath path) {
    return List.of();
  }

  @Override
  public Set<ResourceName> referencedSecrets(Issuer resource, String secretNamespace) {
    return Set.of();
  }

  @Override
  public Signer open(IssuerContext context) {
    return new Signer() {
      @Override
      public IssuerCheck check() {
        return check;
      }

      @Override
      public SigningStep sign(SigningRequest request, Optional<Checkpoint> checkpoint) {
        return issuer.apply(request);
      }

      @Override
      public void close() {}
    };
  }
}
