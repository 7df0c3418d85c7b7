package dev.perennial.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.spi.DnsEditor;
import dev.perennial.spi.TxtRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the rules of {@link DnsProviderContract} have in common. */
interface DnsRules {
  /** The test's contract. */
  DnsProviderContract contract();

  /** The name at which most records stand. */
  String NAME = "_acme-challenge.example.com";

  /** Another name of the same zone. */
  String OTHER_NAME = "_acme-challenge.www.example.com";

  /** Returns the editor under test. */
  default DnsEditor editor() {
    return contract().editor();
  }

  /** Returns a value as long as those of DNS-01. */
  static String value(String begin) {
    return (begin + "-0123456789012345678901234567890123456789012").substring(0, 43);
  }

  /** Returns a record of a value. */
  static TxtRecord record(String name, String value) {
    return new TxtRecord(name, "example.com", value, Duration.ofSeconds(60));
  }

  /** Checks what the service has at a name. */
  default void assertValues(String name, String... values) {
    assertEquals(
        Stream.of(values).sorted().toList(),
        contract().values(name).stream().sorted().toList(),
        () -> "the values at " + name + ", not " + Arrays.toString(values));
  }

  /** As above, for what a service may keep that takes nothing back. */
  default void assertTakenBack(String name, String... values) {
    if (contract().takesBack()) {
      assertValues(name, values);
    } else {
      List<String> there = contract().values(name);
      assertEquals(true, there.containsAll(List.of(values)), () -> "at " + name + ": " + there);
    }
  }
}
