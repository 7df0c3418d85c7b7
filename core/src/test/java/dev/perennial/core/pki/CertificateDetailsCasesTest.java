package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.Cases;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The annotations with which a secret describes its leaf, against cert-manager's. */
class CertificateDetailsCasesTest {
  @TestFactory
  Stream<DynamicTest> annotations() {
    return Cases.rows("lifecycle/secret-annotations.json", CertificateDetailsCasesTest::check);
  }

  private static void check(JsonNode row) {
    byte[] pem = row.path("input").path("certPem").asString("").getBytes(StandardCharsets.UTF_8);
    JsonNode expected = row.path("expected");
    if (CaseObjects.isThere(expected.path("error"))) {
      assertThrows(PkiException.class, () -> Certificates.decodeFirst(pem));
      return;
    }
    Map<String, String> wanted = new TreeMap<>();
    expected
        .path("annotations")
        .properties()
        .forEach(e -> wanted.put(e.getKey(), e.getValue().asString()));
    LeafFacts leaf = LeafFacts.read(Certificates.decodeFirst(pem));
    assertEquals(wanted, new TreeMap<>(CertificateDetails.annotations(leaf)));
  }
}
