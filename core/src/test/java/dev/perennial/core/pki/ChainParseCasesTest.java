package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import dev.perennial.core.pki.PkiException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
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
    Differences differences =
        Differences.of(ChainParseCasesTest.class, "chain-parse-differences.txt")
            .rule("cyclic", ChainParseCasesTest::isCyclic);
    return Cases.rows("chain-parse.json", differences, ChainParseCasesTest::check);
  }

  /** Whether the last certificate of the expected chain was issued by one below it. */
  private static boolean isCyclic(JsonNode row) {
    JsonNode pem = row.path("expected").path("chainPem");
    if (!pem.isString()) {
      return false;
    }
    List<X509Certificate> chain =
        Certificates.decodeBundle(pem.asString().getBytes(StandardCharsets.UTF_8));
    X509Certificate top = chain.get(chain.size() - 1);
    return chain.stream()
        .limit(chain.size() - 1)
        .anyMatch(lower -> lower.getSubjectX500Principal().equals(top.getIssuerX500Principal()));
  }

  private static void check(JsonNode row) {
    byte[] input = row.path("input").asString().getBytes(StandardCharsets.UTF_8);
    JsonNode expected = row.path("expected");
    if (!expected.path("error").isNull()) {
      PkiException refused = assertThrows(PkiException.class, () -> CertificateChain.parse(input));
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
