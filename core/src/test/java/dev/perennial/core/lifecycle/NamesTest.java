package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that the lifecycle gives, and those under which it looks for what it may have made. */
class NamesTest {
  /** An API server leaves this much of a name before it draws five characters. */
  private static final int KEPT_BY_API_SERVER = 58;

  @ParameterizedTest
  @ValueSource(ints = {1, 51, 52, 53, 57, 58, 63, 168, 232, 233, 234, 253})
  void whatACertificateMadeIsFoundByTheBeginningOfItsName(int length) {
    String name = "a".repeat(length);
    Certificate certificate =
        Certificate.builder()
            .meta(ObjectMeta.builder().name(name).uid("u").build())
            .spec(CertificateSpec.builder().build())
            .build();
    String drawn = name + "-";
    for (String made :
        List.of(
            Names.request(name, 1),
            Names.request(name, Integer.MAX_VALUE),
            Names.nextKeySecret(View.builder().certificate(certificate).build()),
            Names.cut(name, 52) + "-x7k2p",
            drawn.substring(0, Math.min(drawn.length(), KEPT_BY_API_SERVER)) + "x7k2p")) {
      assertTrue(made.startsWith(Names.prefix(name)), made);
      assertTrue(made.length() <= 253, made);
    }
  }

  @Test
  void aCutNameEndsInALetterOrADigit() {
    String dots = "a".repeat(51) + "..example";
    assertEquals("a".repeat(51), Names.cut(dots, 52));
    assertEquals(dots, Names.cut(dots, 100));
  }

  @Test
  void shortNamesOfOthersDoNotBeginAlike() {
    assertEquals("web-", Names.prefix("web"));
  }
}
