package dev.perennial.issuer.acme.alpn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.CertificateSigner;
import dev.perennial.core.pki.CertificateTemplate;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.ExtensionValue;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.spi.TlsAlpn01Solver;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8737, section 3. */
class ChallengeCertificateTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.5Z");

  @ParameterizedTest
  @CsvSource({"www.example.com, 2", "192.0.2.1, 7", "2001:db8::1, 7"})
  void holdsTheOneNameAndTheDigest(String identifier, int type) throws Exception {
    ChallengeCertificate made = ChallengeCertificate.make(identifier, "token.print", NOW, CRYPTO);
    X509Certificate certificate = made.certificate();
    assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
    certificate.verify(certificate.getPublicKey());
    assertTrue(PrivateKeys.matches(made.key(), certificate.getPublicKey()));
    assertEquals(1, certificate.getSubjectAlternativeNames().size());
    assertEquals(type, certificate.getSubjectAlternativeNames().iterator().next().get(0));
    assertTrue(certificate.getCriticalExtensionOIDs().contains(TlsAlpn01Solver.ACME_IDENTIFIER));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest("token.print".getBytes("US-ASCII"));
    assertArrayEquals(
        HexFormat.of().parseHex("04220420" + HexFormat.of().formatHex(digest)),
        certificate.getExtensionValue(TlsAlpn01Solver.ACME_IDENTIFIER));
    assertEquals(Instant.parse("2029-12-31T23:00:00Z"), certificate.getNotBefore().toInstant());
    assertEquals(Instant.parse("2030-01-01T01:00:00Z"), certificate.getNotAfter().toInstant());
    assertTrue(ChallengeCertificate.answers(certificate, "token.print"));
    assertFalse(ChallengeCertificate.answers(certificate, "token.other"));
    assertFalse(made.toString().contains(Arrays.toString(made.key().getEncoded())));
  }

  @Test
  void everyChallengeHasAKeyOfItsOwn() {
    ChallengeCertificate one = ChallengeCertificate.make("a.example", "t.p", NOW, CRYPTO);
    ChallengeCertificate two = ChallengeCertificate.make("a.example", "t.p", NOW, CRYPTO);
    assertFalse(one.key().equals(two.key()));
  }

  @ParameterizedTest
  @CsvSource({
    "true, 0420, 32, true",
    "false, 0420, 32, false",
    "true, 0421, 33, false",
    "true, 0420, 31, false",
    "true, 0320, 32, false"
  })
  void onlyACriticalOctetStringOf32OctetsAnswers(
      boolean critical, String head, int length, boolean answers) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest("t.p".getBytes("US-ASCII"));
    byte[] der =
        HexFormat.of().parseHex(head + HexFormat.of().formatHex(Arrays.copyOf(digest, length)));
    var key =
        PrivateKeys.generate(
            new dev.perennial.core.pki.KeySpec(dev.perennial.model.x509.KeyAlgorithm.ECDSA, 256),
            CRYPTO);
    String csr =
        SigningRequests.generatePem(CertificateSpec.builder().commonName("x").build(), key, CRYPTO);
    X509Certificate certificate =
        CertificateSigner.selfSign(
            CertificateTemplate.of(
                    SigningRequests.parsePem(csr), false, List.of(), NOW, NOW.plusSeconds(60))
                .with(ExtensionValue.of(TlsAlpn01Solver.ACME_IDENTIFIER, critical, der)),
            key,
            CRYPTO);
    assertEquals(answers, ChallengeCertificate.answers(certificate, "t.p"));
  }
}
