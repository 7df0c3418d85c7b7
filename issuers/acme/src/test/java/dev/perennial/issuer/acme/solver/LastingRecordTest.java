package dev.perennial.issuer.acme.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.issuer.acme.config.Solver;
import dev.perennial.issuer.acme.order.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lasting records: what is written, and what is taken from others. */
class LastingRecordTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);

  private static LastingRecord record(boolean wildcard, Map<String, Object> settings) {
    return new LastingRecord(
        new Answer(
            "dns",
            "example.com",
            wildcard,
            "",
            "",
            "https://ca.test/acct/1",
            List.of("ca.test", "ca.example"),
            new Solver(null, Solver.Kind.DNS_PERSIST_01, new Fields(settings), Optional.empty())));
  }

  @Test
  void whatIsWritten() {
    assertEquals("ca.test; accounturi=https://ca.test/acct/1", record(false, Map.of()).value());
    assertEquals(
        "ca.test; accounturi=https://ca.test/acct/1; policy=wildcard",
        record(true, Map.of()).value());
    assertEquals(
        "ca.test; accounturi=https://ca.test/acct/1; policy=wildcard; persistUntil=1924992000",
        record(false, Map.of("policy", "wildcard", "persistUntil", "2031-01-01T00:00:00Z"))
            .value());
  }

  @ParameterizedTest
  @CsvSource({
    "ca.test; accounturi=https://ca.test/acct/1, true, false",
    "CA.Example;accounturi=https://ca.test/acct/1, true, false",
    "ca.test; accounturi=https://ca.test/acct/1; policy=wildcard, true, true",
    "ca.test; POLICY=Wildcard; accounturi=https://ca.test/acct/1, true, true",
    "ca.test; accounturi=https://ca.test/acct/1; policy=other, true, false",
    "ca.test; accounturi=https://ca.test/acct/2, false, false",
    "other.test; accounturi=https://ca.test/acct/1, false, false",
    "ca.test, false, false",
    "'', false, false",
    "ca.test; accounturi=https://ca.test/acct/1; persistUntil=1900000000, true, false",
    "ca.test; accounturi=https://ca.test/acct/1; persistUntil=1899999999, false, false",
    "ca.test; accounturi=https://ca.test/acct/1; persistUntil=soon, false, false"
  })
  void whatIsTakenFromOthers(String value, boolean name, boolean wildcard) {
    assertEquals(name, record(false, Map.of()).isProvenBy(value, NOW));
    assertEquals(wildcard, record(true, Map.of()).isProvenBy(value, NOW));
  }
}
