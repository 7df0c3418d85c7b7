package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.core.lifecycle.SimulatedIssuer.Answer;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a simulation tells, event by event. The spread is off, so that moments can be written. */
class TimelineTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The certificate of the scenes, as it is before its first issuance. */
  private static Certificate web(String patch) {
    return Scene.of("new", Tables.parse(patch)).view().certificate();
  }

  private static Simulation simulation(Certificate certificate) {
    return Simulation.startingAt(START)
        .with(certificate)
        .settings(Settings.builder().renewalSpread(0).build());
  }

  private static List<Instant> times(Timeline timeline, Timeline.Kind kind) {
    return timeline.of(kind).stream().map(Timeline.Entry::time).toList();
  }

  private static Instant after(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  @Test
  void theFirstIssuanceAndOneRenewal() {
    assertEquals(
        """
        2026-01-01T00:00:00Z prod/web TRIGGERED DoesNotExist: Issuing certificate as Secret does\
         not exist
        2026-01-01T00:00:00Z prod/web ISSUED DoesNotExist: revision 1
        2026-03-02T00:00:00Z prod/web TRIGGERED Renewing: Renewing certificate as renewal was\
         scheduled at 2026-03-02T00:00:00Z
        2026-03-02T00:00:00Z prod/web ISSUED Renewing: revision 2
        """,
        simulation(web("{}")).run(Duration.ofDays(61)).text());
  }

  @Test
  void theEndIsIncluded() {
    Simulation simulation = simulation(web("{}"));
    assertEquals(2, simulation.run(Duration.ofDays(60)).of(Timeline.Kind.ISSUED).size());
    Duration less = Duration.ofDays(60).minusSeconds(1);
    assertEquals(1, simulation.run(less).of(Timeline.Kind.ISSUED).size());
  }

  @Test
  void anEntryWithoutAMessageHasNoColon() {
    Timeline.Entry entry =
        new Timeline.Entry(
            START, new ResourceName("prod", "web"), Timeline.Kind.ISSUED, "Renewing", "");
    assertEquals(
        "2026-01-01T00:00:00Z prod/web ISSUED Renewing\n", new Timeline(List.of(entry)).text());
  }

  @Test
  void anEditedSpecIsServedWhenTheTimeComes() {
    Timeline timeline =
        simulation(web("{}"))
            .change(after(48), web("spec: {commonName: new}"))
            .change(after(24), web("spec: {commonName: old}"))
            .run(Duration.ofDays(10));
    assertEquals(List.of(START, after(24), after(48)), times(timeline, Timeline.Kind.ISSUED));
    assertEquals("RequestChanged", timeline.of(Timeline.Kind.TRIGGERED).get(2).reason());
  }

  @Test
  void aChangeOfTheStartCounts() {
    Timeline timeline =
        simulation(web("{}")).change(START, web("spec: {duration: 720h}")).run(Duration.ofDays(21));
    assertEquals(List.of(START, after(480)), times(timeline, Timeline.Kind.ISSUED));
  }

  @Test
  void aChangeBeforeTheStartOrOfAStrangerIsRefused() {
    Simulation simulation = simulation(web("{}"));
    Certificate stranger = web("meta: {name: other}");
    assertThrows(
        IllegalArgumentException.class, () -> simulation.change(START.minusSeconds(1), web("{}")));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> simulation.change(START, stranger));
    assertTrue(refused.getMessage().contains("2026-01-01T00:00:00Z"), refused.getMessage());
  }

  @Test
  void aLeafThatIsNotRenewedExpiresOnce() {
    Timeline timeline =
        simulation(web("{}"))
            .issuer(
                ask ->
                    ask.revision() == 1
                        ? new Answer.Issue(Duration.ofDays(90))
                        : new Answer.Refuse("no"))
            .run(Duration.ofDays(120));
    Instant end = START.plus(Duration.ofDays(90)).plusSeconds(1);
    assertEquals(List.of(end), times(timeline, Timeline.Kind.EXPIRED));
    assertTrue(timeline.of(Timeline.Kind.EXPIRED).get(0).message().contains("2026-04-01"));
    Timeline.Entry failed = timeline.of(Timeline.Kind.FAILED).get(0);
    assertEquals("Failed", failed.reason());
    assertTrue(failed.message().endsWith("retried: no"), failed.message());
  }

  @Test
  void theIssuerIsToldRevisionAttemptAndTime() {
    List<SimulatedIssuer.Ask> asks = new ArrayList<>();
    Certificate web = web("{}");
    simulation(web)
        .issuer(
            ask -> {
              asks.add(ask);
              return asks.size() < 3
                  ? new Answer.Refuse("no")
                  : new Answer.Issue(Duration.ofDays(3));
            })
        .run(Duration.ofDays(3));
    assertEquals(List.of(1, 1, 1, 2), asks.stream().map(SimulatedIssuer.Ask::revision).toList());
    assertEquals(List.of(0, 1, 2, 0), asks.stream().map(SimulatedIssuer.Ask::attempt).toList());
    assertEquals(
        List.of(START, after(1), after(3), after(51)),
        asks.stream().map(SimulatedIssuer.Ask::time).toList());
    assertEquals(web.spec(), asks.get(0).certificate().spec());
  }

  @Test
  void anIssuerThatAsksToWaitIsAskedAgainThen() {
    Timeline timeline =
        simulation(web("{}"))
            .issuer(
                ask ->
                    ask.time().isBefore(after(5))
                        ? new Answer.Wait(Duration.ofHours(2), "order placed")
                        : new Answer.Issue(Duration.ofDays(90)))
            .run(Duration.ofDays(1));
    assertEquals(List.of(after(6)), times(timeline, Timeline.Kind.ISSUED));
  }

  @Test
  void theDeadlineCountsFromTheFirstStep() {
    Timeline timeline =
        simulation(web("{}"))
            .settings(Settings.builder().signingDeadline(Duration.ofHours(5)).build())
            .issuer(ask -> new Answer.Wait(Duration.ofHours(2), "order placed"))
            .run(Duration.ofHours(5));
    assertEquals(List.of(after(5)), times(timeline, Timeline.Kind.FAILED));
  }

  @Test
  void anIssuerThatNeverLetsOneWaitIsAFault() {
    Simulation simulation =
        simulation(web("{}")).issuer(ask -> new Answer.Wait(Duration.ZERO, "now"));
    IllegalStateException fault =
        assertThrows(IllegalStateException.class, () -> simulation.run(Duration.ofDays(1)));
    assertTrue(
        fault.getMessage().startsWith("prod/web does not come to rest at 2026-01-01T00:00:00Z"),
        fault.getMessage());
    assertTrue(fault.getMessage().contains("StepSigner"), fault.getMessage());
  }

  @Test
  void leavesOfNoLifetimeAreHeldLikeFailures() {
    Timeline timeline =
        simulation(web("{}"))
            .issuer(ask -> new Answer.Issue(Duration.ZERO))
            .run(Duration.ofHours(70));
    List<Instant> issued = times(timeline, Timeline.Kind.ISSUED);
    assertEquals(
        List.of(START, START, after(1), after(3), after(7), after(15), after(31), after(63)),
        issued);
    assertEquals("IssuanceLoop", timeline.of(Timeline.Kind.HELD).get(0).reason());
    assertEquals("until 2026-01-01T01:00:00Z", timeline.of(Timeline.Kind.HELD).get(0).message());
  }

  @Test
  void ofTwoCertificatesOfOneSecretTheOlderFillsIt() {
    Certificate older =
        web("meta: {name: z-older, uid: other, creationTimestamp: '2025-01-01T00:00:00Z'}");
    Timeline timeline = simulation(web("{}")).with(older).run(Duration.ofDays(61));
    assertEquals(List.of(), timeline.of(new ResourceName("prod", "web")));
    assertEquals(4, timeline.of(new ResourceName("prod", "z-older")).size());
  }

  @Test
  void ofTwoCertificatesOfTwoSecretsEachFillsItsOwn() {
    Certificate other = web("{meta: {name: other, uid: other}, spec: {secretName: other-tls}}");
    Timeline timeline = simulation(web("{}")).with(other).run(Duration.ofDays(1));
    assertEquals(
        List.of("prod/web", "prod/other"),
        timeline.of(Timeline.Kind.ISSUED).stream().map(e -> e.certificate().toString()).toList());
  }

  @Test
  void aKeyThatIsKeptServesAllRenewals() {
    Timeline timeline =
        simulation(web("spec: {privateKey: {rotationPolicy: Never}}")).run(Duration.ofDays(365));
    assertEquals(7, timeline.of(Timeline.Kind.ISSUED).size());
  }

  @Test
  void aKeyThatMustNotBeReplacedStopsTheIssuance() {
    Timeline timeline =
        simulation(web("spec: {privateKey: {rotationPolicy: Never}}"))
            .change(after(1), web("spec: {privateKey: {rotationPolicy: Never, size: 384}}"))
            .run(Duration.ofDays(365));
    assertEquals(List.of(START, after(1)), times(timeline, Timeline.Kind.TRIGGERED));
    assertEquals(List.of(START), times(timeline, Timeline.Kind.ISSUED));
  }

  @Test
  void keystoresFormatsAndTemplatesComeToRest() {
    Certificate rich =
        web(
            "spec: {keystores: {jks: {create: true, password: x}, pkcs12: {create: true,"
                + " password: x}}, additionalOutputFormats: [{type: DER}, {type: CombinedPEM}],"
                + " secretTemplate: {labels: {a: b}, annotations: {c: d}}}");
    Timeline timeline = simulation(web("{}")).change(after(1), rich).run(Duration.ofDays(1));
    assertEquals(List.of(START), times(timeline, Timeline.Kind.ISSUED));
  }

  @Test
  void aCertificateThatStartsInTheMiddleOfASecondKeepsWholeOnes() {
    Instant odd = START.plusMillis(700);
    Timeline timeline =
        Simulation.startingAt(odd)
            .with(web("{}"))
            .settings(Settings.builder().renewalSpread(0).build())
            .issuer(
                ask ->
                    ask.attempt() == 0 && ask.revision() == 1
                        ? new Answer.Refuse("no")
                        : new Answer.Issue(Duration.ofDays(90)))
            .run(Duration.ofDays(61));
    assertEquals(List.of(after(1), after(1 + 60 * 24)), times(timeline, Timeline.Kind.ISSUED));
    CertificateSpec spec = web("{}").spec();
    assertEquals(Duration.ofDays(90), spec.effectiveDuration());
  }
}
