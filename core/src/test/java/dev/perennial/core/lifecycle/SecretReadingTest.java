package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.CertificateChain;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.OutputFormats;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a secret, with the keys and certificates of the corpus of core.pki. */
class SecretReadingTest {
  private static byte[] file(String name) {
    try (InputStream in = SecretReadingTest.class.getResourceAsStream("../pki/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static SecretFacts read(Map<String, byte[]> data) {
    Map<String, SecretBytes> bytes = new HashMap<>();
    data.forEach((key, value) -> bytes.put(key, SecretBytes.copyOf(value)));
    ObjectMeta meta = ObjectMeta.builder().name("web-tls").build();
    return SecretFacts.read(SecretBundle.builder().meta(meta).data(bytes).build());
  }

  @ParameterizedTest
  @CsvSource({
    "keys/pkcs1/rsa-2048.pem, RSA, 2048, PKCS1",
    "keys/pkcs8/rsa-3072.pem, RSA, 3072, PKCS8",
    "keys/sec1/P-384.pem, ECDSA, 384, PKCS1",
    "keys/pkcs8/P-256.pem, ECDSA, 256, PKCS8",
    "keys/pkcs8/ed25519.pem, ED25519, 0, PKCS8"
  })
  void aKeyHasAlgorithmSizeAndEncoding(
      String file, KeyAlgorithm algorithm, int size, KeyEncoding encoding) {
    byte[] pem = file(file);
    SecretFacts facts = read(Map.of("tls.key", pem));
    assertEquals(algorithm, facts.requireKey().algorithm());
    assertEquals(size, facts.requireKey().size());
    assertEquals(encoding, facts.keyEncoding());
    assertEquals("", facts.keyProblem());
    assertFalse(facts.hasPair());
  }

  @ParameterizedTest
  @CsvSource({"text", "encrypted-pkcs8", "public-key", "line-missing", "x25519"})
  void aKeyThatDoesNotDecodeSaysWhy(String name) {
    SecretFacts facts = read(Map.of("tls.key", file("keys/bad/" + name + ".pem")));
    assertNull(facts.key());
    assertNull(facts.keyEncoding());
    assertFalse(facts.keyProblem().isEmpty());
    assertEquals(Set.of("tls.key"), facts.filledKeys());
  }

  @Test
  void aSecretWithoutDataExistsAndHasNothing() {
    SecretFacts facts = read(Map.of());
    assertTrue(facts.exists());
    assertFalse(facts.hasData());
    assertFalse(facts.providesCa());
    assertEquals(Set.of(), facts.filledKeys());
    assertEquals(Set.of(), facts.fittingFormats());
  }

  @Test
  void emptyValuesAreDataAndNotFilled() {
    Map<String, byte[]> empty =
        Map.of("tls.key", new byte[0], "tls.crt", new byte[0], "ca.crt", new byte[0]);
    SecretFacts facts = read(empty);
    assertTrue(facts.hasData());
    assertTrue(facts.providesCa());
    assertEquals(Set.of(), facts.filledKeys());
    assertEquals("", facts.keyProblem());
    assertEquals("", facts.leafProblem());
    assertNull(facts.leaf());
    assertNull(facts.key());
  }

  @Test
  void theMetadataIsTheSecrets() {
    ObjectMeta meta = ObjectMeta.builder().name("web-tls").labels(Map.of("a", "b")).build();
    assertEquals(meta, SecretFacts.read(SecretBundle.builder().meta(meta).build()).meta());
  }

  @Test
  void theFirstCertificateIsTheLeafAndTheNextItsIssuer() {
    List<X509Certificate> chain = Certificates.decodeBundle(file("chains/without-root.pem"));
    List<X509Certificate> ordered = CertificateChain.of(chain).certificates();
    SecretFacts facts = read(Map.of("tls.crt", Certificates.encode(ordered)));
    assertEquals(LeafFacts.read(ordered.get(0)), facts.leaf());
    assertEquals(end(ordered.get(1)), facts.caNotAfter());
    Instant first = ordered.stream().map(SecretReadingTest::end).min(Instant::compareTo).get();
    assertEquals(first, facts.chainEnd());
  }

  @Test
  void theCertificateThatEndsFirstIsTheEndOfTheChain() {
    X509Certificate shorter = Certificates.decodeFirst(file("chains/leaf-alone.pem"));
    List<X509Certificate> ends =
        List.of(
            Certificates.decodeFirst(file("certificates/good/rsa.pem")),
            shorter,
            Certificates.decodeFirst(file("certificates/good/p521.pem")));
    Instant first = ends.stream().map(SecretReadingTest::end).min(Instant::compareTo).get();
    SecretFacts facts = read(Map.of("tls.crt", Certificates.encode(ends)));
    assertEquals(first, facts.chainEnd());
  }

  @Test
  void withoutAnIntermediateTheCaTellsTheEnd() {
    byte[] leaf = file("chains/leaf-alone.pem");
    byte[] ca = file("chains/root-alone.pem");
    assertEquals(
        end(Certificates.decodeFirst(ca)),
        read(Map.of("tls.crt", leaf, "ca.crt", ca)).caNotAfter());
    assertNull(read(Map.of("tls.crt", leaf)).caNotAfter());
    assertNull(read(Map.of("tls.crt", leaf, "ca.crt", new byte[0])).caNotAfter());
    SecretFacts broken = read(Map.of("tls.crt", leaf, "ca.crt", new byte[] {'x'}));
    assertNull(broken.caNotAfter());
    assertNotNull(broken.leaf());
    assertTrue(broken.providesCa());
  }

  @Test
  void aChainThatDoesNotDecodeSaysWhy() {
    SecretFacts facts = read(Map.of("tls.crt", file("certificates/bad/cut-off.pem")));
    assertNull(facts.leaf());
    assertNull(facts.chainEnd());
    assertFalse(facts.leafProblem().isEmpty());
  }

  @Test
  void aKeyAndALeafOfOnePairBelongTogether() {
    byte[] leaf = file("certificates/good/leaf.pem");
    assertTrue(read(Map.of("tls.key", file("keys/pkcs8/P-384.pem"), "tls.crt", leaf)).hasPair());
    assertFalse(read(Map.of("tls.key", file("keys/pkcs8/P-256.pem"), "tls.crt", leaf)).hasPair());
    assertFalse(read(Map.of("tls.crt", leaf)).hasPair());
  }

  @Test
  void formatsFitOnlyWithTheVeryBytes() {
    byte[] key = file("keys/pkcs8/P-384.pem");
    byte[] chain = file("certificates/good/leaf.pem");
    Map<String, byte[]> data = new HashMap<>(Map.of("tls.key", key, "tls.crt", chain));
    assertEquals(Set.of(), read(data).fittingFormats());
    data.put("tls-combined.pem", OutputFormats.combinedPem(key, chain));
    assertEquals(Set.of(OutputFormat.COMBINED_PEM), read(data).fittingFormats());
    data.put("key.der", PrivateKeys.encodePkcs8(PrivateKeys.decode(key)));
    assertEquals(Set.of(OutputFormat.COMBINED_PEM, OutputFormat.DER), read(data).fittingFormats());
    data.put("tls-combined.pem", chain);
    assertEquals(Set.of(OutputFormat.DER), read(data).fittingFormats());
    data.put("tls.key", file("keys/pkcs8/P-256.pem"));
    assertEquals(Set.of(), read(data).fittingFormats());
    data.put("tls.key", new byte[0]);
    assertEquals(Set.of(), read(data).fittingFormats());
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}
