package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Several issuers for one certificate, on virtual time. */
class IssuerListTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Certificate certificate(String fallBacks) {
    return Certificate.builder()
        .meta(
            ObjectMeta.builder()
                .name("c")
                .namespace("n")
                .uid("u")
                .annotations(Map.of("perennial.dev/fallback-issuers", fallBacks))
                .build())
        .spec(
            CertificateSpec.builder()
                .dnsNames(List.of("c.example"))
                .secretName("s")
                .issuerRef(IssuerRef.issuer("i0"))
                .build())
        .build();
  }

  /** Each issuer of a list refuses so often, or waits for ever; at least one comes round. */
  @Property(tries = 200)
  void withOneWorkingIssuerTheCertificateIsIssuedAtOnce(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 2) Integer> moods,
      @ForAll @IntRange(max = 4) int which) {
    int working = which % moods.size();
    String others =
        IntStream.range(1, moods.size())
            .mapToObj(i -> "Issuer/i" + i)
            .collect(Collectors.joining(","));
    Timeline timeline =
        Simulation.startingAt(START)
            .with(certificate(others))
            .issuer(
                ask -> {
                  int asked =
                      Integer.parseInt(ask.certificate().spec().issuerRef().name().substring(1));
                  if (asked == working || moods.get(asked) == 0) {
                    return new SimulatedIssuer.Answer.Issue(Duration.ofDays(90));
                  }
                  return moods.get(asked) == 1
                      ? new SimulatedIssuer.Answer.Refuse("no")
                      : new SimulatedIssuer.Answer.Wait(Duration.ofHours(3), "later");
                })
            .run(Duration.ofDays(200));
    assertEquals(List.of(), timeline.of(Timeline.Kind.FAILED), timeline.text());
    assertEquals(List.of(), timeline.of(Timeline.Kind.EXPIRED), timeline.text());
    assertTrue(timeline.of(Timeline.Kind.ISSUED).size() >= 3, timeline.text());
  }

  @Test
  void whenAllFailItBacksOffOnceForTheWholeList() {
    Timeline timeline =
        Simulation.startingAt(START)
            .with(certificate("Issuer/i1,Issuer/i2"))
            .issuer(ask -> new SimulatedIssuer.Answer.Refuse("no"))
            .run(Duration.ofHours(4));
    List<Instant> failures =
        timeline.of(Timeline.Kind.FAILED).stream().map(Timeline.Entry::time).toList();
    assertEquals(
        List.of(START, START.plus(Duration.ofHours(1)), START.plus(Duration.ofHours(3))),
        failures,
        timeline.text());
  }

  @Test
  void aListIsValidatedWithItsPlace() {
    String problems =
        Validation.check(certificate("Issuer/i1, two, Issuer/i0, Odd/name, Kind.group.example/x,"))
            .toString();
    for (String part :
        List.of(
            "\" two\"",
            "\" Issuer/i0\"",
            "Odd",
            "metadata.annotations[perennial.dev/fallback-issuers]")) {
      assertTrue(problems.contains(part), problems);
    }
    assertTrue(!problems.contains("group.example"), problems);
    assertEquals(List.of(), Validation.check(certificate("Issuer/i1, Kind.group.example/x")));
  }
}
