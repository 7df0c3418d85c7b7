package dev.perennial.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CertificateManager;
import dev.perennial.core.pki.CsrContent;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.ValidationException;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.spi.LifecycleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the manager takes, and that no issuer sees a request that breaks the rules. */
class AdmissionTest {
  private static final ObjectMeta META =
      ObjectMeta.builder().namespace("a").name("web").generation(1).build();

  private final InMemoryStore store = new InMemoryStore();
  private final RefusingProvider provider = new RefusingProvider();
  private final List<LifecycleEvent> events = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private CertificateManager manager =
      CertificateManager.builder()
          .store(store)
          .clock(() -> now)
          .issuers(provider)
          .listener(events::add)
          .build();

  @BeforeEach
  void applyIssuer() {
    manager.apply(issuer(IssuerSpec.ca("root")));
    pass(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private void pass(Duration duration) {
    Instant end = now.plus(duration);
    for (int i = 0; i < 100 && !manager.nextDue().isAfter(end); i++) {
      now = manager.nextDue().isAfter(now) ? manager.nextDue() : now;
      manager.tick();
    }
    now = end;
  }

  private static Issuer issuer(IssuerSpec spec) {
    return Issuer.builder()
        .type(ResourceType.ISSUER)
        .meta(META.toBuilder().name("ca").build())
        .spec(spec)
        .build();
  }

  /** Returns a request for digital signature, whose CSR asks for these usages. */
  private static CertificateRequest request(KeyUsage... inCsr) {
    CertificateSpec wanted =
        CertificateSpec.builder().commonName("web").usages(List.of(inCsr)).build();
    return CertificateRequest.builder()
        .meta(META)
        .spec(
            CertificateRequestSpec.builder()
                .issuerRef(IssuerRef.issuer("ca"))
                .usages(List.of(KeyUsage.DIGITAL_SIGNATURE))
                .request(Csrs.pem(CsrContent.of(wanted)))
                .build())
        .build();
  }

  private Set<String> refusal(Resource resource) {
    ValidationException refused =
        assertThrows(ValidationException.class, () -> manager.apply(resource));
    return Rows.ours(refused.violations());
  }

  private CertificateRequestStatus status() {
    Resource stored =
        store.read(ResourceKey.certificateRequest(META.resourceName())).orElseThrow().resource();
    return ((CertificateRequest) stored).status();
  }

  @Test
  void requestWhoseCsrSaysSomethingElseIsNotTaken() {
    CertificateRequest request = request(KeyUsage.SERVER_AUTH);
    assertEquals(Set.of("Invalid spec.request"), refusal(request));
    assertEquals(Set.of("Invalid spec.request"), Rows.ours(manager.check(request)));
    assertTrue(store.read(request.key()).isEmpty());
  }

  @Test
  void requestStoredByAnotherHandEndsAsInvalidAndNoIssuerSeesIt() {
    store.create(request(KeyUsage.SERVER_AUTH));
    pass(Duration.ofHours(1));
    CertificateRequestStatus status = status();
    Condition invalid = status.condition(ConditionTypes.INVALID_REQUEST).orElseThrow();
    assertTrue(invalid.isTrue());
    assertTrue(invalid.message().startsWith("spec.request: "), invalid.message());
    assertEquals("Failed", status.condition(ConditionTypes.READY).orElseThrow().reason());
    assertTrue(status.failureTime() != null);
    assertEquals(List.of(), provider.seen());
    assertEquals(1, events.stream().filter(e -> e.reason().equals("InvalidRequest")).count());
  }

  @Test
  void soundRequestReachesTheIssuer() {
    manager.apply(request(KeyUsage.DIGITAL_SIGNATURE));
    pass(Duration.ofHours(1));
    assertEquals(List.of("web"), provider.seen());
    assertTrue(status().condition(ConditionTypes.INVALID_REQUEST).isEmpty());
  }

  @Test
  void requestMayBeAppliedAgainButNotChanged() {
    CertificateRequest request = request(KeyUsage.DIGITAL_SIGNATURE);
    manager.apply(request);
    pass(Duration.ofHours(1));
    manager.apply(request);
    assertTrue(status().condition(ConditionTypes.APPROVED).orElseThrow().isTrue());
    CertificateRequestSpec longer =
        request.spec().toBuilder().duration(Duration.ofHours(5)).build();
    assertEquals(Set.of("Forbidden spec"), refusal(request.toBuilder().spec(longer).build()));
    ObjectMeta noted = META.toBuilder().annotations(Map.of("cert-manager.io/a", "b")).build();
    assertEquals(
        Set.of("Forbidden metadata.annotations.cert-manager.io/a"),
        refusal(request.toBuilder().meta(noted).build()));
  }

  @Test
  void issuerSpoiledByAnotherHandIsNotReady() {
    ResourceKey key = issuer(IssuerSpec.ca("root")).key();
    var stored = store.read(key).orElseThrow();
    Issuer spoiled =
        ((Issuer) stored.resource())
            .toBuilder().spec(IssuerSpec.of(Map.of("ca", Map.of()))).build();
    store.update(
        spoiled.toBuilder().meta(spoiled.meta().toBuilder().generation(2).build()).build(),
        stored.version());
    pass(Duration.ofHours(1));
    Issuer found = (Issuer) store.read(key).orElseThrow().resource();
    Condition ready = found.status().condition(ConditionTypes.READY).orElseThrow();
    assertEquals("InvalidConfig", ready.reason());
    assertTrue(ready.message().contains("spec.ca.secretName"), ready.message());
  }

  @Test
  void rulesOfTheProviderComeOnTop() {
    Issuer issuer = issuer(IssuerSpec.ca("forbidden"));
    assertEquals(Set.of("Invalid spec.ca.secretName"), refusal(issuer));
  }

  @Test
  void secretKeepsItsType() {
    SecretBundle secret =
        SecretBundle.builder()
            .meta(META)
            .secretType(SecretBundle.TYPE_OPAQUE)
            .data(Map.of("a", SecretBytes.ofUtf8("b")))
            .build();
    manager.apply(secret);
    assertEquals(
        Set.of("Invalid type"),
        refusal(secret.toBuilder().secretType(SecretBundle.TYPE_TLS).build()));
    assertEquals(secret.data(), manager.secret(new ResourceName("a", "web")).orElseThrow().data());
  }

  @Test
  void warningsAreToldToTheListener() {
    CertificateSpec spec =
        CertificateSpec.builder()
            .secretName("tls")
            .issuerRef(IssuerRef.issuer("ca"))
            .dnsNames(List.of("10.0.0.1"))
            .build();
    manager.apply(Certificate.builder().meta(META).spec(spec).build());
    assertTrue(events.stream().anyMatch(e -> e.message().startsWith("spec.dnsNames[0]: ")));
  }
}
