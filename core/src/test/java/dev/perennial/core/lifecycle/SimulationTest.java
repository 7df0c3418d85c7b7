package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Certificate certificate(int number) {
    return Certificate.builder()
        .meta(ObjectMeta.builder().name("c" + number).namespace("n").uid("u" + number).build())
        .spec(
            CertificateSpec.builder()
                .dnsNames(List.of("c" + number + ".example"))
                .secretName("s" + number)
                .issuerRef(IssuerRef.issuer("ca"))
                .build())
        .build();
  }

  private static Simulation simulation(int certificates) {
    Simulation simulation = Simulation.startingAt(START);
    for (int i = 0; i < certificates; i++) {
      simulation.with(certificate(i));
    }
    return simulation;
  }

  @Test
  void aYearRenewsEachCertificateSixTimesAndNoneExpires() {
    Timeline timeline = simulation(50).run(Duration.ofDays(365));
    assertEquals(50 * 7, timeline.of(Timeline.Kind.ISSUED).size());
    assertEquals(List.of(), timeline.of(Timeline.Kind.EXPIRED));
    assertEquals(List.of(), timeline.of(Timeline.Kind.FAILED));
  }

  @Test
  void renewalsAreSpread() {
    Timeline timeline = simulation(50).run(Duration.ofDays(70));
    long moments =
        timeline.of(Timeline.Kind.ISSUED).stream()
            .map(Timeline.Entry::time)
            .filter(t -> t.isAfter(START))
            .distinct()
            .count();
    assertTrue(moments > 40, "renewals fall on " + moments + " moments");
  }

  @Test
  void theSameRunGivesTheSameTimeline() {
    assertEquals(simulation(5).run(Duration.ofDays(200)), simulation(5).run(Duration.ofDays(200)));
  }

  @Test
  void anOutageOfAWeekBacksOffAndThenRecovers() {
    Instant down = START.plus(Duration.ofDays(55));
    Instant up = down.plus(Duration.ofDays(7));
    Timeline timeline =
        simulation(1)
            .issuer(
                ask ->
                    ask.time().isBefore(down) || !ask.time().isBefore(up)
                        ? new SimulatedIssuer.Answer.Issue(Duration.ofDays(90))
                        : new SimulatedIssuer.Answer.Refuse("down"))
            .run(Duration.ofDays(80));
    List<Timeline.Entry> failures = timeline.of(Timeline.Kind.FAILED);
    assertTrue(failures.size() >= 4, timeline.text());
    for (int i = 1; i < failures.size(); i++) {
      Duration gap = Duration.between(failures.get(i - 1).time(), failures.get(i).time());
      Duration wanted = Duration.ofHours(Math.min(32, 1L << (i - 1)));
      assertEquals(wanted, gap, timeline.text());
    }
    assertEquals(2, timeline.of(Timeline.Kind.ISSUED).size());
    assertEquals(List.of(), timeline.of(Timeline.Kind.EXPIRED));
  }

  @Test
  void aRequestThatWaitsForEverFailsAtItsDeadline() {
    Timeline timeline =
        simulation(1)
            .issuer(ask -> new SimulatedIssuer.Answer.Wait(Duration.ofHours(1), "still waiting"))
            .run(Duration.ofDays(2));
    List<Timeline.Entry> failures = timeline.of(Timeline.Kind.FAILED);
    assertEquals(START.plus(Duration.ofDays(1)), failures.get(0).time());
    assertTrue(failures.get(0).message().contains("still waiting"));
  }

  @Test
  void aGreedyRenewBeforeRenewsTwiceADayAtMost() {
    Certificate greedy =
        certificate(0).toBuilder()
            .spec(certificate(0).spec().toBuilder().renewBefore(Duration.ofDays(80)).build())
            .build();
    Timeline timeline =
        Simulation.startingAt(START)
            .with(greedy)
            .issuer(ask -> new SimulatedIssuer.Answer.Issue(Duration.ofDays(81)))
            .run(Duration.ofDays(30));
    assertTrue(timeline.of(Timeline.Kind.ISSUED).size() <= 62, timeline.text());
  }

  @Test
  void aTemporaryCertificateIsWrittenOnceAndGivesWay() {
    Certificate plain = certificate(0);
    Certificate wanted =
        plain.toBuilder()
            .meta(
                plain.meta().toBuilder()
                    .annotations(Map.of("cert-manager.io/issue-temporary-certificate", "true"))
                    .build())
            .build();
    Instant ready = START.plus(Duration.ofMinutes(10));
    Timeline timeline =
        Simulation.startingAt(START)
            .with(wanted)
            .issuer(
                ask ->
                    ask.time().isBefore(ready)
                        ? new SimulatedIssuer.Answer.Wait(Duration.ofMinutes(1), "not yet")
                        : new SimulatedIssuer.Answer.Issue(Duration.ofDays(90)))
            .run(Duration.ofDays(1));
    assertEquals(
        List.of(ready),
        timeline.of(Timeline.Kind.ISSUED).stream().map(Timeline.Entry::time).toList(),
        timeline.text());
  }
}
