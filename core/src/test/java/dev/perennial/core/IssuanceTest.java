package dev.perennial.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.lifecycle.Settings;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.JksKeystore;
import dev.perennial.model.KeystoresSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.SecretKeySelector;
import dev.perennial.model.SecretTemplate;
import dev.perennial.spi.Approval;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the recorded steps of single controllers cannot show: several steps of one issuance. */
class IssuanceTest {
  private final Lab lab = new Lab();

  @Test
  void aDeniedRequestGetsItsLastWordAndIsNotUsedAgain() {
    lab.approval = Approval.denied("Policy", "not this name");
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    CertificateRequest denied = lab.request("web-1");
    assertEquals("Denied", denied.status().condition("Ready").orElseThrow().reason());
    assertEquals(lab.now, denied.status().failureTime());
    assertEquals("Policy", lab.condition("Issuing").reason());
    assertEquals(ConditionStatus.FALSE, lab.condition("Issuing").status());
    assertEquals(1, lab.certificate().status().failedIssuanceAttempts());

    lab.approval = Approval.approved("cert-manager.io", "approved");
    lab.pass(Duration.ofHours(1));
    assertTrue(lab.condition("Ready").isTrue(), lab.explained());
    assertFalse(lab.request("web-1").meta().uid().equals(denied.meta().uid()));
  }

  static Stream<Arguments> uselessAnswers() {
    BiFunction<Lab, SigningRequest, SigningStep> invalid =
        (lab, r) ->
            new SigningStep.Refused(
                SigningStep.Refused.Kind.INVALID_REQUEST, "InvalidRequest", "no");
    BiFunction<Lab, SigningRequest, SigningStep> failed =
        (lab, r) -> SigningStep.Refused.failed("SigningError", "no");
    BiFunction<Lab, SigningRequest, SigningStep> otherKey = Lab::issueForAnotherKey;
    BiFunction<Lab, SigningRequest, SigningStep> expired =
        (lab, r) -> lab.issue(r, Duration.ofSeconds(30));
    return Stream.of(
        Arguments.of("InvalidRequest", invalid),
        Arguments.of("Failed", failed),
        Arguments.of("InvalidCertificate", otherKey),
        Arguments.of("InvalidCertificate", expired));
  }

  /** cert-manager's quirk 19: with rotation policy Never the same request came back for ever. */
  @ParameterizedTest
  @MethodSource("uselessAnswers")
  void aRequestThatCameToNothingIsNotUsedAgain(
      String reason, BiFunction<Lab, SigningRequest, SigningStep> answer) {
    lab.issuer = request -> answer.apply(lab, request);
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    assertEquals(reason, lab.condition("Issuing").reason());
    lab.pass(Duration.ofHours(1));
    assertEquals(2, lab.certificate().status().failedIssuanceAttempts());
    lab.issuer = request -> lab.issue(request, Duration.ofDays(90));
    lab.pass(Duration.ofHours(2));
    assertTrue(lab.condition("Ready").isTrue(), lab.explained());
    assertEquals(1, lab.certificate().status().revision());
  }

  @Test
  void aTemporaryCertificateServesWhileTheIssuerTakesItsTime() {
    lab.issuer =
        request -> new SigningStep.Pending(null, lab.now.plusSeconds(60), "Pending", "not yet");
    lab.apply(Lab.issuerNamed("ca"), temporaryMeanwhile());
    assertEquals("web", lab.secret().meta().annotation(Annotations.CERTIFICATE_NAME));
    assertFalse(lab.secret().meta().annotations().containsKey(Annotations.ISSUER_NAME));
    assertFalse(lab.condition("Ready").isTrue());
    lab.issuer = request -> lab.issue(request, Duration.ofDays(90));
    lab.pass(Duration.ofMinutes(1));
    assertEquals("ca", lab.secret().meta().annotation(Annotations.ISSUER_NAME));
    assertTrue(lab.condition("Ready").isTrue());
  }

  /** In cert-manager it passes for issued where the issuer is of the default kind. */
  @Test
  void aTemporaryCertificateDoesNotEndTheAttempts() {
    Instant retry = lab.now.plusSeconds(60);
    lab.issuer = request -> new SigningStep.Pending(null, retry, "Pending", "not yet");
    lab.apply(Lab.issuerNamed("ca"), temporaryMeanwhile());
    lab.issuer = request -> SigningStep.Refused.failed("SigningError", "no");
    lab.pass(Duration.ofMinutes(1));
    assertEquals(1, lab.certificate().status().failedIssuanceAttempts());
    lab.pass(Duration.ofHours(1));
    assertEquals(2, lab.certificate().status().failedIssuanceAttempts());
  }

  private static Certificate temporaryMeanwhile() {
    return Lab.web().toBuilder()
        .meta(
            Lab.web().meta().toBuilder()
                .annotations(Map.of(Annotations.ISSUE_TEMPORARY_CERTIFICATE, "true"))
                .build())
        .build();
  }

  @Test
  void anIssuerThatAnswersAtOnceNeedsNoTemporaryCertificate() {
    lab.apply(Lab.issuerNamed("ca"), temporaryMeanwhile());
    assertTrue(lab.condition("Ready").isTrue());
    assertEquals(1, lab.certificate().status().revision());
    // One event for the trigger, one for the success, none for a temporary certificate.
    assertEquals(2, lab.events.stream().filter("Issuing"::equals).count());
  }

  private static CertificateRequest inTheWay(Lab lab, List<OwnerReference> owners) {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    CertificateRequest mine = lab.request("web-1");
    return mine.toBuilder()
        .meta(
            ObjectMeta.builder()
                .name("web-2")
                .namespace("demo")
                .uid("another")
                .ownerReferences(owners)
                .build())
        .build();
  }

  @Test
  void aRequestOfSomebodyElseInTheWayIsToldAndDoesNotSpin() {
    lab.store.create(inTheWay(lab, List.of()));
    lab.manager.renew(Lab.WEB);
    lab.manager.tick();
    assertTrue(lab.events.contains("RequestFailed"), lab.events.toString());
    assertTrue(lab.explained().contains("\"web-2\" stands where"), lab.explained());
    assertEquals("another", lab.request("web-2").meta().uid());
    lab.manager.delete(ResourceKey.certificateRequest(new ResourceName("demo", "web-2")));
    lab.pass(Duration.ofMinutes(3));
    assertEquals(2, lab.certificate().status().revision());
  }

  @Test
  void aRequestOfAFormerCertificateOfTheNameMakesRoom() {
    OwnerReference gone =
        new OwnerReference("cert-manager.io/v1", "Certificate", "web", "gone", true, true);
    lab.store.create(inTheWay(lab, List.of(gone)));
    lab.manager.renew(Lab.WEB);
    lab.manager.tick();
    assertEquals(2, lab.certificate().status().revision());
  }

  @Test
  void aSecretWrittenAnewGoesOnSayingWhoIssuedIt() {
    lab.apply(Lab.issuerNamed("ca"), Lab.issuerNamed("other"), Lab.web());
    lab.issuer = request -> SigningStep.Refused.failed("SigningError", "no");
    lab.apply(
        Lab.withSpec(
            spec ->
                spec.issuerRef(IssuerRef.issuer("other"))
                    .secretTemplate(new SecretTemplate(Map.of("team", "a"), Map.of()))));
    assertEquals("a", lab.secret().meta().label("team"));
    assertEquals("ca", lab.secret().meta().annotation(Annotations.ISSUER_NAME));
    assertEquals("IncorrectIssuer", lab.condition("Ready").reason());
  }

  @Test
  void aSecretOfSomebodyElseWhereAPreviousOneBelongsStopsNothing() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    SecretBundle theirs =
        SecretBundle.builder()
            .meta(ObjectMeta.builder().name("web-tls-rev-1").namespace("demo").build())
            .build();
    lab.apply(theirs);
    lab.manager.renew(Lab.WEB);
    lab.manager.tick();
    assertEquals(2, lab.certificate().status().revision());
    ResourceName name = new ResourceName("demo", "web-tls-rev-1");
    assertEquals(Map.of(), lab.manager.secret(name).orElseThrow().data());
    assertEquals(List.of(), lab.manager.previousSecrets(Lab.WEB));
  }

  @Test
  void aKeystoreWaitsForItsPassword() {
    SecretKeySelector password = new SecretKeySelector("pw", "word");
    Certificate wanted =
        Lab.withSpec(
            spec ->
                spec.keystores(new KeystoresSpec(new JksKeystore(true, "", null, password), null)));
    lab.apply(Lab.issuerNamed("ca"), wanted);
    assertTrue(lab.events.contains("KeystorePasswordSecretNotFound"), lab.events.toString());
    assertTrue(lab.explained().contains("waits: the keystore password is not there"));
    lab.apply(password(""));
    assertFalse(lab.condition("Ready").isTrue(), "an empty password is none");
    lab.apply(password("changeit"));
    assertTrue(lab.condition("Ready").isTrue(), "it heals by itself");
    assertTrue(lab.secret().data().containsKey("keystore.jks"));
  }

  private static SecretBundle password(String value) {
    return SecretBundle.builder()
        .meta(ObjectMeta.builder().name("pw").namespace("demo").build())
        .data(Map.of("word", SecretBytes.ofUtf8(value)))
        .build();
  }

  @Test
  void labelsThatLeaveTheTemplateLeaveTheSecretAndForeignOnesStay() {
    SecretTemplate template = new SecretTemplate(Map.of("team", "a", "tier", "1"), Map.of());
    lab.apply(Lab.issuerNamed("ca"), Lab.withSpec(spec -> spec.secretTemplate(template)));
    var found = lab.store.read(lab.secret().key()).orElseThrow();
    lab.store.update(
        lab.secret().toBuilder()
            .meta(
                lab.secret().meta().toBuilder()
                    .labels(
                        Map.of(
                            "team",
                            "a",
                            "tier",
                            "1",
                            "mine",
                            "x",
                            "controller.cert-manager.io/fao",
                            "true"))
                    .build())
            .build(),
        found.version());
    lab.apply(
        Lab.withSpec(
            spec -> spec.secretTemplate(new SecretTemplate(Map.of("team", "b"), Map.of()))));
    assertEquals(
        Map.of("team", "b", "mine", "x", "controller.cert-manager.io/fao", "true"),
        lab.secret().meta().labels());
    assertEquals(1, lab.certificate().status().revision());
  }

  @Test
  void aSecretIsOwnedWhileTheHostWantsItSo() {
    lab.apply(Lab.issuerNamed("ca"), Lab.web());
    assertEquals(List.of(), lab.secret().meta().ownerReferences());
    lab.open(Settings.builder().ownSecrets(true).build()).tick();
    OwnerReference owner = lab.secret().meta().ownerReferences().get(0);
    assertEquals(lab.certificate().meta().uid(), owner.uid());
    assertEquals("rest", lab.manager.nextDue().isAfter(lab.now) ? "rest" : lab.explained());
    lab.open(Settings.DEFAULT).tick();
    assertEquals(List.of(), lab.secret().meta().ownerReferences());
    assertNotNull(lab.secret().data().get("tls.key"));
  }
}
