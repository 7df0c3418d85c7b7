package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.PkiException.Reason;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyUsage;
import dev.perennial.model.x509.SignatureAlgorithm;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;

/** Subjects, usages, signature algorithms, CSRs and templates, by tables of our own. */
class RequestTablesTest {
  private static CertificateSpec spec(JsonNode spec) {
    return Tables.spec(spec);
  }

  private static String text(DistinguishedName name) {
    return name.rdns().stream()
        .map(
            rdn ->
                rdn.stream().map(a -> a.oid() + "=" + a.value()).collect(Collectors.joining(" + ")))
        .collect(Collectors.joining(" / "));
  }

  @ParameterizedTest(name = "{3}")
  @CsvFileSource(
      resources = "literal-subjects.csv",
      numLinesToSkip = 1,
      ignoreLeadingAndTrailingWhitespace = false)
  void literalSubjects(String text, String name, Reason reason, String why, String source) {
    if (reason != null) {
      PkiException refused =
          assertThrows(PkiException.class, () -> DistinguishedName.parseLiteral(text), source);
      assertEquals(reason, refused.reason(), refused.getMessage());
      assertTrue(refused.getMessage().contains("character"), refused.getMessage());
      return;
    }
    DistinguishedName parsed = DistinguishedName.parseLiteral(text);
    assertEquals(name, text(parsed), source);
    assertEquals(name, text(DistinguishedName.decode(parsed.der())), source);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "key-usages.csv", numLinesToSkip = 1)
  void usages(String name, Integer bit, String der, String oid, String source) {
    KeyUsage usage = KeyUsage.ofManifestName(name).orElseThrow();
    KeyUsages usages = KeyUsages.of(List.of(usage), false);
    assertEquals(bit == null ? List.of() : List.of(bit), usages.bits(), source);
    assertEquals(oid == null ? List.of() : List.of(oid), usages.extended(), source);
    if (bit == null) {
      assertEquals(usages.extended(), KeyUsages.decodeExtKeyUsage(usages.extKeyUsageDer()));
    } else {
      assertEquals(der, HexFormat.of().formatHex(usages.keyUsageDer()));
      assertEquals(usages.bits(), KeyUsages.decodeKeyUsage(usages.keyUsageDer()));
    }
  }

  @Test
  void eachUsageHasItsRow() {
    String table = new String(Corpus.read("key-usages.csv"), StandardCharsets.UTF_8);
    for (KeyUsage usage : EnumSet.allOf(KeyUsage.class)) {
      assertTrue(table.contains("\n" + usage.manifestName() + ","), usage.manifestName());
    }
  }

  @Test
  void noUsagesMeanSigningAndEnciphermentAndACaSignsCertificates() {
    assertEquals(
        "030205a0", HexFormat.of().formatHex(KeyUsages.of(List.of(), false).keyUsageDer()));
    assertEquals(List.of(0, 2, 5), KeyUsages.of(List.of(), true).bits());
    assertEquals(List.of(5), KeyUsages.of(List.of(KeyUsage.SERVER_AUTH), true).bits());
    List<KeyUsage> twice = List.of(KeyUsage.S_MIME, KeyUsage.EMAIL_PROTECTION, KeyUsage.SIGNING);
    KeyUsages usages = KeyUsages.of(twice, false);
    assertEquals(List.of(0), usages.bits());
    assertEquals(2, usages.extended().size());
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvFileSource(resources = "signature-algorithms.csv", numLinesToSkip = 1)
  void signatureAlgorithms(
      String key, int size, String asked, String algorithm, Reason reason, String source)
      throws Exception {
    KeyAlgorithm kind = KeyAlgorithm.ofManifestName(key).orElseThrow();
    PrivateKey privateKey =
        kind == KeyAlgorithm.RSA ? rsa(size) : TestPki.key(new KeySpec(kind, size));
    SignatureAlgorithm wanted =
        Optional.ofNullable(asked).flatMap(SignatureAlgorithm::ofManifestName).orElse(null);
    if (reason != null) {
      PkiException refused =
          assertThrows(
              PkiException.class, () -> SigningRequests.signatureAlgorithm(privateKey, wanted));
      assertEquals(reason, refused.reason(), source);
      return;
    }
    assertEquals(
        algorithm, SigningRequests.signatureAlgorithm(privateKey, wanted).manifestName(), source);
  }

  /** A key of this size that can be looked at and not be used: its numbers mean nothing. */
  private static PrivateKey rsa(int bits) throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    BigInteger three = BigInteger.valueOf(3);
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                modulus, BigInteger.valueOf(65537), three, three, three, three, three, three));
  }

  @TestFactory
  Stream<DynamicTest> csrContents() {
    return Tables.rows(
        RequestTablesTest.class,
        "csr-contents.yaml",
        Set.of("spec", "basicConstraints", "subject", "extensions", "names", "reason", "says"),
        RequestTablesTest::checkContent);
  }

  private static void checkContent(JsonNode row) {
    CertificateSpec spec = spec(row.path("spec"));
    boolean constraints = row.path("basicConstraints").asBoolean(false);
    if (row.has("reason")) {
      PkiException refused =
          assertThrows(PkiException.class, () -> CsrContent.of(spec, constraints));
      assertEquals(row.path("reason").asString(), refused.reason().name());
      assertTrue(refused.getMessage().contains(row.path("says").asString()), refused.getMessage());
      assertEquals(Optional.of(refused.getMessage()), SigningRequests.problem(spec));
      return;
    }
    CsrContent content = CsrContent.of(spec, constraints);
    assertEquals(row.path("subject").asString(""), text(content.subject()));
    assertEquals(
        Tables.texts(row.path("extensions")),
        content.extensions().stream().map(RequestTablesTest::text).toList());
    CertificateSigningRequest csr =
        CertificateSigningRequest.decode(
            SigningRequests.generate(content, TestPki.key(TestPki.P256), null, TestPki.CRYPTO));
    assertEquals(row.path("names").asString(""), text(csr.names()));
    assertEquals(content.subject(), csr.subject());
    assertEquals(
        Tables.texts(row.path("extensions")),
        csr.extensions().stream().map(RequestTablesTest::text).toList());
  }

  private static String text(ExtensionValue extension) {
    return extension.oid() + (extension.critical() ? "!" : "");
  }

  private static String text(SubjectAltNames names) {
    List<String> all = new ArrayList<>();
    names.dnsNames().forEach(n -> all.add("dns:" + n));
    names.emailAddresses().forEach(n -> all.add("email:" + n));
    names.ipAddresses().forEach(n -> all.add("ip:" + n.bytes().length));
    names.uris().forEach(n -> all.add("uri:" + n));
    names.otherNames().forEach(n -> all.add("other:" + n.oid()));
    return String.join(" ", all);
  }

  @Test
  void theNamesAreWrittenInTheOrderOfKinds() {
    CertificateSpec spec =
        CertificateSpec.builder()
            .dnsNames(List.of("d"))
            .emailAddresses(List.of("e"))
            .ipAddresses(List.of("192.0.2.1", "2001:db8::1"))
            .uris(List.of("u:x"))
            .build();
    assertEquals(
        "3023"
            + "820164"
            + "810165"
            + "8704c0000201"
            + "871020010db8000000000000000000000001"
            + "8603753a78",
        HexFormat.of().formatHex(SubjectAltNames.of(spec).der()));
  }

  @Test
  void aCsrWhoseSignatureIsWrongIsRefused() {
    byte[] der =
        SigningRequests.generate(
            CsrContent.of(CertificateSpec.builder().commonName("web").build()),
            TestPki.key(TestPki.P256),
            null,
            TestPki.CRYPTO);
    int letter = new String(der, StandardCharsets.ISO_8859_1).indexOf("web");
    byte[] changed = Arrays.copyOf(der, der.length);
    changed[letter] = 'W';
    PkiException refused =
        assertThrows(PkiException.class, () -> CertificateSigningRequest.decode(changed));
    assertTrue(refused.getMessage().contains("not signed with its own key"), refused.getMessage());
  }

  @TestFactory
  Stream<DynamicTest> templates() {
    return Tables.rows(
        RequestTablesTest.class,
        "templates.yaml",
        Set.of("csr", "basicConstraints", "request", "extensions", "refused", "says"),
        RequestTablesTest::checkTemplate);
  }

  private static void checkTemplate(JsonNode row) {
    CertificateSigningRequest csr =
        CertificateSigningRequest.decode(
            SigningRequests.generate(
                CsrContent.of(spec(row.path("csr")), row.path("basicConstraints").asBoolean(false)),
                TestPki.key(TestPki.P256),
                null,
                TestPki.CRYPTO));
    CertificateSpec request = spec(row.path("request"));
    if (row.has("refused")) {
      PkiException refused = assertThrows(PkiException.class, () -> template(csr, request));
      assertEquals(row.path("refused").asString(), refused.reason().name());
      assertTrue(refused.getMessage().contains(row.path("says").asString()), refused.getMessage());
      return;
    }
    TestPki.Entity ca = withKeyId();
    X509Certificate signed =
        CertificateSigner.sign(template(csr, request), ca.key(), ca.certificate(), TestPki.CRYPTO);
    assertEquals(Tables.texts(row.path("extensions")), extensions(signed));
    assertEquals(TestPki.NOW, signed.getNotBefore().toInstant());
    assertEquals(TestPki.NOW.plus(Duration.ofHours(1)), signed.getNotAfter().toInstant());
    assertEquals(request.isCa(), signed.getBasicConstraints() >= 0);
    assertTrue(signed.getSerialNumber().signum() > 0 && signed.getSerialNumber().bitLength() < 160);
    assertEquals(csr.publicKey(), signed.getPublicKey());
    assertTrue(Certificates.isSignedBy(signed, ca.certificate()));
    assertArrayEquals(
        ca.certificate().getSubjectX500Principal().getEncoded(),
        signed.getIssuerX500Principal().getEncoded());
  }

  private static CertificateTemplate template(
      CertificateSigningRequest csr, CertificateSpec request) {
    return CertificateTemplate.of(
        csr, request.isCa(), request.usages(), TestPki.NOW, TestPki.NOW.plus(Duration.ofHours(1)));
  }

  private static TestPki.Entity withKeyId() {
    PrivateKey key = TestPki.key(TestPki.P256);
    CertificateSigningRequest csr =
        CertificateSigningRequest.decode(
            SigningRequests.generate(
                CsrContent.of(CertificateSpec.builder().commonName("ca").isCa(true).build()),
                key,
                null,
                TestPki.CRYPTO));
    CertificateTemplate template = template(csr, CertificateSpec.builder().isCa(true).build());
    return new TestPki.Entity(CertificateSigner.selfSign(template, key, TestPki.CRYPTO), key);
  }

  private static List<String> extensions(X509Certificate certificate) {
    try {
      JcaX509CertificateHolder holder = new JcaX509CertificateHolder(certificate);
      List<String> found = new ArrayList<>();
      for (Object oid : holder.getExtensionOIDs()) {
        var id = (ASN1ObjectIdentifier) oid;
        found.add(id.getId() + (holder.getExtension(id).isCritical() ? "!" : ""));
      }
      return found;
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
