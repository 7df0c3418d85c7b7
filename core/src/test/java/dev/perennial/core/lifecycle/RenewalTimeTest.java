package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.model.CertificateSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** When a certificate is due. */
class RenewalTimeTest {
  private static final Set<String> FIELDS =
      Set.of(
          "given", "from", "to", "spec", "ari", "spread", "time", "desired", "fault", "noWindow");

  @TestFactory
  Stream<DynamicTest> times() {
    return Tables.rows(RenewalTimeTest.class, "renewal-time.yaml", FIELDS, RenewalTimeTest::check);
  }

  private static void check(JsonNode row) {
    RenewalTime.Result result = row.has("given") ? RenewalTime.of(Scene.of(row).view()) : of(row);
    Instant time = SceneReader.nullableInstant(row.path("time"));
    Instant desired = row.has("desired") ? SceneReader.nullableInstant(row.path("desired")) : time;
    assertEquals(Optional.ofNullable(time), result.time());
    assertEquals(Optional.ofNullable(desired), result.desired(), "desired");
    String fault = result.fault() == null ? "" : result.fault().name();
    assertEquals(row.path("fault").asString(""), fault);
    assertEquals(row.path("noWindow").asBoolean(false), result.noWindowFits());
    boolean silent = fault.isEmpty() && !result.noWindowFits();
    assertEquals(silent, result.message().isEmpty(), result.message());
  }

  private static RenewalTime.Result of(JsonNode row) {
    CertificateSpec spec = SceneReader.spec(row.path("spec"));
    Instant from = Instant.parse(row.path("from").asString("2026-01-01T00:00:00Z"));
    Instant to = Instant.parse(row.path("to").asString("2026-04-01T00:00:00Z"));
    return RenewalTime.of(
        spec,
        new RenewalTime.Validity(from, to),
        SceneReader.ari(row.path("ari")),
        row.path("spread").asDouble(0));
  }

  @Test
  void theSpreadDiffersByIdentityAndIsEarlierOnlyAndStaysSmall() {
    Instant desired = Instant.parse("2026-03-02T00:00:00Z");
    Duration most = Duration.ofDays(90).dividedBy(50);
    Set<Instant> moments = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      Instant time = spread("uid-" + i);
      assertFalse(time.isAfter(desired), time.toString());
      assertTrue(Duration.between(time, desired).compareTo(most) < 0, time.toString());
      assertEquals(time, spread("uid-" + i));
      moments.add(time);
    }
    assertTrue(moments.size() > 195, moments.size() + " different moments of 200");
    Instant middle = desired.minus(most.dividedBy(2));
    long late = moments.stream().filter(middle::isBefore).count();
    assertTrue(late > 70 && late < 130, late + " of 200 in the later half");
  }

  private static Instant spread(String uid) {
    var patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("meta").put("uid", uid);
    patch.putObject("settings").put("renewalSpread", 0.02);
    return RenewalTime.of(Scene.of("in-order", patch).view()).time().orElseThrow();
  }

  @Test
  void fractionsAreThoseOfTheHash() {
    List<Double> fractions = new ArrayList<>();
    for (String uid : List.of("a", "b")) {
      fractions.add(Spread.fraction(uid, "x"));
    }
    // SHA-256 of a/x and b/x, the first 53 bits over 2 to the power of 53.
    assertEquals(List.of(FRACTION_A, FRACTION_B), fractions);
    assertEquals(Duration.ofSeconds(1), Spread.within(Duration.ofMillis(3999), 0.5));
  }

  private static final double FRACTION_A = 0.08721354052879371;
  private static final double FRACTION_B = 0.3657005429793925;
}
