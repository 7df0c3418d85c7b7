package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each line of detail-fields.csv: what Go's CSV writer makes of a list of values. */
class CertificateDetailsTest {
  private static final String ORGANIZATIONS = "cert-manager.io/subject-organizations";

  @TestFactory
  Stream<DynamicTest> fields() throws IOException {
    try (InputStream in = CertificateDetailsTest.class.getResourceAsStream("detail-fields.csv")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(
              cells ->
                  DynamicTest.dynamicTest(
                      cells[0],
                      () ->
                          assertEquals(
                              unescape(cells[1]),
                              annotations(List.of(unescape(cells[0]).split("\\|")))
                                  .get(ORGANIZATIONS))))
          .toList()
          .stream();
    }
  }

  @Test
  void aListWithoutValuesHasNoAnnotationUnlessItAlwaysHas() {
    Map<String, String> annotations = annotations(List.of());
    assertFalse(annotations.containsKey(ORGANIZATIONS));
    assertEquals("", annotations.get("cert-manager.io/alt-names"));
    assertEquals("", annotations.get("cert-manager.io/uri-sans"));
  }

  private static Map<String, String> annotations(List<String> organizations) {
    List<String> none = List.of();
    CertificateSpec spec =
        CertificateSpec.builder()
            .subject(new Subject(organizations, none, none, none, none, none, none, ""))
            .build();
    LeafFacts leaf = LeafFacts.simulated(spec, "key", Instant.EPOCH, Instant.EPOCH, "leaf");
    return CertificateDetails.annotations(leaf);
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\u([0-9A-F]{4})")
        .matcher(text)
        .replaceAll(m -> Character.toString(Integer.parseInt(m.group(1), 16)))
        .translateEscapes();
  }
}
