package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.GoDuration;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.RenewalAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of the renewal information in a status. In a row, {@code known} is the status
 * before, {@code says} the answer or {@code fails} the error, and {@code becomes} the status after
 * it; {@code wait} is how long until the next time, give or take a tenth.
 */
class RenewalInformationTest {
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-11T00:00:00Z");
  private static final Set<String> FIELDS =
      Set.of("known", "says", "fails", "retryAfter", "fraction", "becomes", "wait");

  @TestFactory
  Stream<DynamicTest> answers() {
    return Tables.rows(
        RenewalInformationTest.class,
        "renewal-information.yaml",
        FIELDS,
        RenewalInformationTest::check);
  }

  private static void check(JsonNode row) {
    RenewalInformation information = information("uid", SceneReader.ari(row.path("known")), NOW);
    Optional<Instant> retryAt =
        Optional.of(row.path("retryAfter").asString(""))
            .filter(text -> !text.isEmpty())
            .map(text -> NOW.plus(GoDuration.parse(text)));
    CertificateStatus after =
        row.has("fails")
            ? information.failed(row.path("fails").asString(), retryAt)
            : information.answered(
                advice(row.path("says"), retryAt), row.path("fraction").asDouble(0.5));
    AriStatus ari = after.ari();
    AriStatus wanted = SceneReader.ari(row.path("becomes"));
    assertEquals(wanted.windowStart(), ari.windowStart());
    assertEquals(wanted.windowEnd(), ari.windowEnd());
    assertEquals(wanted.explanationUrl(), ari.explanationUrl());
    assertEquals(wanted.selectedTime(), ari.selectedTime());
    assertEquals(wanted.lastError(), ari.lastError());
    assertEquals(NOW, ari.lastChecked());
    requireAbout(GoDuration.parse(row.path("wait").asString()), ari);
  }

  private static void requireAbout(Duration wait, AriStatus ari) {
    double share = (double) Duration.between(NOW, ari.nextCheck()).toSeconds() / wait.toSeconds();
    assertTrue(share >= 0.899 && share <= 1.1, ari.toString());
  }

  private static Optional<RenewalAdvice> advice(JsonNode says, Optional<Instant> retryAt) {
    return says.isObject()
        ? Optional.of(
            new RenewalAdvice(
                SceneReader.instant(says.path("start")),
                SceneReader.instant(says.path("end")),
                says.path("why").asString(""),
                retryAt))
        : Optional.empty();
  }

  private static RenewalInformation information(String uid, AriStatus known, Instant now) {
    CertificateSpec spec = CertificateSpec.builder().secretName("s").build();
    Certificate certificate =
        Certificate.builder()
            .meta(ObjectMeta.builder().name("c").namespace("n").uid(uid).build())
            .spec(spec)
            .status(CertificateStatus.builder().ari(known).build())
            .build();
    LeafFacts leaf = LeafFacts.simulated(spec, "key", BEGAN, BEGAN.plusSeconds(7_776_000), "leaf");
    return RenewalInformation.of(certificate, leaf, now);
  }

  @Property
  void theMomentLiesInTheWindowAndStays(
      @ForAll @IntRange(min = 1, max = 1_000_000) int width,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double first,
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double second) {
    Instant start = NOW.plusSeconds(1000);
    Optional<RenewalAdvice> advice =
        Optional.of(new RenewalAdvice(start, start.plusSeconds(width), "", Optional.empty()));
    AriStatus drawn = information("uid", null, NOW).answered(advice, first).ari();
    assertTrue(!drawn.selectedTime().isBefore(start));
    assertTrue(drawn.selectedTime().isBefore(start.plusSeconds(width)));
    AriStatus again = information("uid", drawn, NOW.plusSeconds(9)).answered(advice, second).ari();
    assertEquals(drawn.selectedTime(), again.selectedTime());
    AriStatus failed = information("uid", again, NOW.plusSeconds(10)).failed("x", retry()).ari();
    assertEquals(drawn.selectedTime(), failed.selectedTime());
  }

  private static Optional<Instant> retry() {
    return Optional.of(NOW.plusSeconds(4000));
  }

  @Property
  void theWaitIsSpreadByIdentityWithinATenth(@ForAll int number) {
    AriStatus one = information("u" + number, null, NOW).answered(Optional.empty(), 0).ari();
    AriStatus same = information("u" + number, null, NOW).answered(Optional.empty(), 0.9).ari();
    assertEquals(one, same);
    requireAbout(Duration.ofHours(6), one);
  }

  @TestFactory
  Stream<DynamicTest> waitsDiffer() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "of a hundred certificates most wait differently",
            () -> {
              long distinct =
                  Stream.iterate(0, i -> i + 1)
                      .limit(100)
                      .map(i -> information("u" + i, null, NOW).answered(Optional.empty(), 0))
                      .map(status -> status.ari().nextCheck())
                      .distinct()
                      .count();
              assertTrue(distinct > 80, distinct + " waits");
            }));
  }
}
