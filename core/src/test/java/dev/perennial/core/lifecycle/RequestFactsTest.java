package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Annotations;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.x509.KeyAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a certificate request. */
class RequestFactsTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final CertificateSpec SPEC =
      CertificateSpec.builder().commonName("web").dnsNames(List.of("web.example")).build();

  private static RequestFacts read(String csr, String certificate, Map<String, String> notes) {
    return RequestFacts.read(
        CertificateRequest.builder()
            .meta(ObjectMeta.builder().name("web-1").annotations(notes).build())
            .spec(CertificateRequestSpec.builder().request(csr).build())
            .status(CertificateRequestStatus.builder().certificate(certificate).build())
            .build());
  }

  @Test
  void aCsrSaysWhatItAsksFor() {
    PrivateKey key = PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), CRYPTO);
    String id = KeyFacts.of(PrivateKeys.publicKey(key)).publicKeyId();
    String pem = SigningRequests.generatePem(SPEC, key, CRYPTO);
    RequestFacts facts = read(pem, "", Map.of(Annotations.CERTIFICATE_REVISION, "3"));
    assertEquals(CsrFacts.expectedOf(SPEC, id), facts.csr());
    assertEquals("", facts.csrProblem());
    assertEquals(3, facts.requireRevision());
    assertNull(facts.leaf());
    assertEquals("web-1", facts.name());
    assertEquals(List.of(), facts.mismatches(SPEC));
    CertificateSpec other = SPEC.toBuilder().commonName("new").build();
    assertEquals(List.of("spec.commonName"), facts.mismatches(other));
  }

  @Test
  void aCsrThatDoesNotDecodeSaysWhyAndMismatchesNothing() {
    RequestFacts facts = read("no CSR", "", Map.of());
    assertNull(facts.csr());
    assertFalse(facts.csrProblem().isEmpty());
    assertEquals(List.of(), facts.mismatches(SPEC));
  }

  @Test
  void aRequestWithoutRevisionNamesItselfWhenAsked() {
    RequestFacts facts = read("no CSR", "", Map.of(Annotations.CERTIFICATE_REVISION, "first"));
    assertNull(facts.revision());
    IllegalStateException none = assertThrows(IllegalStateException.class, facts::requireRevision);
    assertTrue(none.getMessage().contains("web-1"), none.getMessage());
  }

  @Test
  void theFirstCertificateOfTheAnswerIsTheLeaf() throws Exception {
    byte[] pem;
    try (var in = RequestFactsTest.class.getResourceAsStream("../pki/chains/without-root.pem")) {
      pem = CertificateChain.parse(in.readAllBytes()).toPem();
    }
    String answer = new String(pem, StandardCharsets.ISO_8859_1);
    RequestFacts facts = read("no CSR", answer, Map.of());
    assertEquals(LeafFacts.read(Certificates.decodeFirst(pem)), facts.leaf());
    assertNotNull(facts.leaf());
    assertNull(read("no CSR", "no certificate", Map.of()).leaf());
  }

  @ParameterizedTest
  @CsvSource({
    ", , no annotation",
    "'', , empty",
    "1, 1, a number",
    "007, 7, leading zeros",
    "+2, 2, a sign that Go takes too",
    "-1, -1, below nothing",
    "1.0, , a fraction",
    "' 1', , a space",
    "x, , a word",
    "2147483647, 2147483647, the largest",
    "2147483648, , one too large",
    "\u0661, , a digit of another script",
    "\uff11, , a digit of full width"
  })
  void revisionsAreWholeNumbersInAscii(String annotation, Integer revision, String why) {
    assertEquals(Optional.ofNullable(revision), RequestFacts.parseRevision(annotation), why);
  }
}
