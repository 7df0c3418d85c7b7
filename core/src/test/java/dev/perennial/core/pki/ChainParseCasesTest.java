package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.Cases;
import dev.perennial.core.pki.PkiException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Chains from unordered bundles, against cert-manager's ParseSingleCertificateChainPEM. */
class ChainParseCasesTest {
  private static final Map<String, Reason> REASONS =
      Map.of(
          "broken-chain", Reason.BROKEN_CHAIN,
          "too-large", Reason.TOO_LARGE,
          "too-many-certificates", Reason.TOO_LARGE,
          "no-certificates", Reason.NO_DATA,
          "invalid-certificate", Reason.MALFORMED);

  @TestFactory
  Stream<DynamicTest> chains() {
    return Cases.rows("chain-parse.json", ChainParseCasesTest::check);
  }

  private static void check(JsonNode row) {
    byte[] input = row.path("input").asString().getBytes(StandardCharsets.UTF_8);
    JsonNode expected = row.path("expected");
    if (!expected.path("error").isNull()) {
      PkiException refused =
          assertThrows(PkiException.class, () -> CertificateChain.parse(input));
      assertEquals(REASONS.get(expected.path("error").asString()), refused.reason());
      return;
    }
    CertificateChain chain = parse(input);
    assertEquals(expected.path("chainPem").asString(), text(chain.toPem()));
    assertEquals(
        expected.path("caPem").asString(""),
        chain.caPem().map(ChainParseCasesTest::text).orElse(""));
  }

  private static CertificateChain parse(byte[] input) {
    try {
      return CertificateChain.parse(input);
    } catch (PkiException refused) {
      throw new AssertionError("refused: " + refused.getMessage(), refused);
    }
  }

  private static String text(byte[] pem) {
    return new String(pem, StandardCharsets.US_ASCII);
  }
}
