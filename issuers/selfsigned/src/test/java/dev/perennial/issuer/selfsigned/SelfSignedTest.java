package dev.perennial.issuer.selfsigned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.Crypto;
import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceName;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.IssuerException;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningRequest;
import dev.perennial.spi.SigningStep;
import dev.perennial.testkit.TestClock;
import dev.perennial.testkit.issuer.TestIssuerContext;
import dev.perennial.testkit.issuer.TestRequests;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SelfSigned issuer, against cert-manager's rules and reasons. */
class SelfSignedTest {
  private static final Crypto CRYPTO = Crypto.of(new SecureRandom());
  private static final PrivateKey KEY =
      PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), CRYPTO);

  private TestIssuerContext context;

  private static Issuer issuer(String config) {
    return (Issuer)
        Manifests.read(
                "test",
                """
                apiVersion: cert-manager.io/v1
                kind: Issuer
                metadata: {name: selfsigned, namespace: demo}
                spec: {selfSigned: %s}
                """
                    .formatted(config))
            .get(0);
  }

  private static CertificateSpec spec(String fields) {
    String yaml =
        """
        apiVersion: cert-manager.io/v1
        kind: Certificate
        metadata: {name: web, namespace: demo}
        spec:
          secretName: web-tls
          issuerRef: {name: selfsigned}
        %s
        """
            .formatted(fields.indent(2));
    return ((Certificate) Manifests.read("test", yaml).get(0)).spec();
  }

  private static SecretBundle secret(String key) {
    ObjectMeta meta =
        ObjectMeta.builder()
            .namespace(TestRequests.NAMESPACE)
            .name(TestRequests.KEY_SECRET)
            .build();
    return SecretBundle.builder()
        .meta(meta)
        .data(Map.of("tls.key", SecretBytes.ofUtf8(key)))
        .build();
  }

  private static SecretBundle secret(PrivateKey key) {
    return secret(
        new String(PrivateKeys.encode(key, KeyEncoding.PKCS8), StandardCharsets.US_ASCII));
  }

  private Signer open(String config) {
    context = new TestIssuerContext(issuer(config), 1);
    return new SelfSignedIssuerProvider().open(context);
  }

  private SigningStep sign(String config, SigningRequest request, PrivateKey key) {
    Signer signer = open(config);
    context.put(secret(key));
    return signer.sign(request, Optional.empty());
  }

  private SigningStep.Issued issue(String config, String fields) {
    SigningStep step = sign(config, TestRequests.of(spec(fields), KEY), KEY);
    return assertInstanceOf(SigningStep.Issued.class, step, step::toString);
  }

  private static X509Certificate leaf(SigningStep.Issued issued) {
    List<X509Certificate> chain =
        Certificates.decodeBundle(issued.chain().getBytes(StandardCharsets.US_ASCII));
    assertEquals(1, chain.size());
    return chain.get(0);
  }

  @Test
  void itIsAlwaysReady() {
    assertEquals(new IssuerCheck.Ready("IsReady", "", null), open("{}").check());
    assertEquals(IssuerKind.builtIn("selfSigned"), new SelfSignedIssuerProvider().kind());
    assertEquals(Set.of(), new SelfSignedIssuerProvider().referencedSecrets(issuer("{}"), "demo"));
  }

  @Test
  void aCaSignsItselfAndIsItsOwnCa() throws Exception {
    SigningStep.Issued issued = issue("{}", "commonName: Root\nisCA: true\nduration: 1000h");
    X509Certificate root = leaf(issued);
    assertEquals(issued.chain(), issued.ca());
    root.verify(PrivateKeys.publicKey(KEY));
    assertEquals(root.getSubjectX500Principal(), root.getIssuerX500Principal());
    assertEquals("CN=Root", root.getSubjectX500Principal().getName());
    assertEquals(Integer.MAX_VALUE, root.getBasicConstraints());
    assertTrue(root.getKeyUsage()[5]);
    assertEquals(1, root.getSerialNumber().signum());
    assertTrue(root.getSerialNumber().toByteArray().length <= 20);
    assertNull(root.getExtensionValue("2.5.29.35"), "no authority above it");
    assertTrue(root.getExtensionValue("2.5.29.14") != null);
    assertEquals(TestClock.START, root.getNotBefore().toInstant());
    assertEquals(TestClock.START.plus(Duration.ofHours(1000)), root.getNotAfter().toInstant());
    assertEquals(List.of(), issued.notes());
  }

  @Test
  void aLeafMaySignItselfToo() {
    X509Certificate leaf = leaf(issue("{}", "commonName: web\ndnsNames: [web.example]"));
    assertEquals(-1, leaf.getBasicConstraints());
    assertTrue(leaf.getCriticalExtensionOIDs().contains("2.5.29.19"));
    assertFalse(leaf.getKeyUsage()[5]);
  }

  @Test
  void anEmptyIssuerNameIsWarnedOf() {
    SigningStep.Issued issued = issue("{}", "dnsNames: [web.example]");
    assertEquals(List.of("BadConfig"), issued.notes().stream().map(n -> n.reason()).toList());
    X509Certificate leaf = leaf(issued);
    assertEquals("", leaf.getIssuerX500Principal().getName());
    assertTrue(leaf.getCriticalExtensionOIDs().contains("2.5.29.17"));
  }

  @Test
  void crlDistributionPointsAreThereAsGiven() {
    X509Certificate leaf =
        leaf(issue("{crlDistributionPoints: [http://a.example, '']}", "commonName: web"));
    CRLDistPoint points =
        CRLDistPoint.getInstance(
            ASN1OctetString.getInstance(leaf.getExtensionValue("2.5.29.31")).getOctets());
    assertEquals(1, points.getDistributionPoints().length);
    assertEquals(
        "http://a.example",
        GeneralNames.getInstance(points.getDistributionPoints()[0].getDistributionPoint().getName())
            .getNames()[0]
            .getName()
            .toString());
    assertNull(leaf(issue("{}", "commonName: web")).getExtensionValue("2.5.29.31"));
  }

  @ParameterizedTest
  @CsvSource({
    "RSA,2048,SHA256withRSA",
    "RSA,3072,SHA384withRSA",
    "ECDSA,256,SHA256withECDSA",
    "ECDSA,384,SHA384withECDSA",
    "ECDSA,521,SHA512withECDSA",
    "ED25519,0,1.3.101.112"
  })
  void theSignatureFollowsTheKey(KeyAlgorithm algorithm, int size, String name) throws Exception {
    PrivateKey key = PrivateKeys.generate(new KeySpec(algorithm, size), CRYPTO);
    SigningStep step = sign("{}", TestRequests.of(spec("commonName: web"), key), key);
    X509Certificate leaf = leaf(assertInstanceOf(SigningStep.Issued.class, step));
    leaf.verify(PrivateKeys.publicKey(key));
    assertTrue(name.equals(leaf.getSigAlgName()) || name.equals(leaf.getSigAlgOID()), name);
  }

  @Test
  void eachSerialNumberIsAnother() {
    Signer signer = open("{}");
    context.put(secret(KEY));
    SigningRequest request = TestRequests.of(spec("commonName: web"), KEY);
    SigningStep one = signer.sign(request, Optional.empty());
    SigningStep other = signer.sign(request, Optional.empty());
    assertNotEquals(
        leaf((SigningStep.Issued) one).getSerialNumber(),
        leaf((SigningStep.Issued) other).getSerialNumber());
  }

  @Test
  void withoutTheAnnotationTheRequestFails() {
    SigningRequest request = TestRequests.of(spec("commonName: web"), KEY);
    for (Map<String, String> annotations :
        List.of(Map.<String, String>of(), Map.of("cert-manager.io/private-key-secret-name", ""))) {
      CertificateRequest bare =
          request.resource().toBuilder()
              .meta(request.resource().meta().toBuilder().annotations(annotations).build())
              .build();
      SigningStep step = sign("{}", new SigningRequest(bare, request.duration()), KEY);
      SigningStep.Refused refused = assertInstanceOf(SigningStep.Refused.class, step);
      assertEquals("MissingAnnotation", refused.reason());
      assertEquals(SigningStep.Refused.Kind.FAILED, refused.kind());
    }
  }

  private void waits(Signer signer, String reason) {
    SigningStep step = signer.sign(TestRequests.of(spec("commonName: web"), KEY), Optional.empty());
    SigningStep.Pending pending = assertInstanceOf(SigningStep.Pending.class, step);
    assertEquals(reason, pending.reason());
    assertEquals(TestClock.START.plusSeconds(30), pending.retryAt());
    assertTrue(pending.message().contains("next-key"), pending.message());
  }

  @Test
  void aSecretThatIsNotThereIsWaitedFor() {
    Signer signer = open("{}");
    waits(signer, "MissingSecret");
    context.put(secret(KEY));
    SigningRequest request = TestRequests.of(spec("commonName: web"), KEY);
    assertInstanceOf(SigningStep.Issued.class, signer.sign(request, Optional.empty()));
    context.remove(new ResourceName(TestRequests.NAMESPACE, TestRequests.KEY_SECRET));
    waits(signer, "MissingSecret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
  void aKeyThatDoesNotDecodeIsWaitedFor(String key) {
    Signer signer = open("{}");
    context.put(secret(key));
    waits(signer, "ErrorParsingKey");
    context.put(secret(KEY).toBuilder().data(Map.of()).build());
    waits(signer, "ErrorParsingKey");
  }

  @Test
  void aStoreThatCannotBeReadIsTriedAgain() {
    Signer signer = open("{}");
    context.failReads(true);
    SigningRequest request = TestRequests.of(spec("commonName: web"), KEY);
    IssuerException fault =
        assertThrows(IssuerException.class, () -> signer.sign(request, Optional.empty()));
    assertEquals("ErrorGettingSecret", fault.reason());
    assertTrue(fault.isTransient());
  }

  @Test
  void anotherKeyThanThatOfTheCsrFails() {
    PrivateKey other = PrivateKeys.generate(KeySpec.of(KeyAlgorithm.ECDSA), CRYPTO);
    SigningStep step = sign("{}", TestRequests.of(spec("commonName: web"), KEY), other);
    assertEquals("ErrorKeyMatch", assertInstanceOf(SigningStep.Refused.class, step).reason());
  }

  @Test
  void aCsrThatDiffersFromItsRequestFails() {
    CertificateSpec asked = spec("commonName: web\nusages: [server auth]");
    String csr =
        SigningRequests.generatePem(spec("commonName: web\nusages: [client auth]"), KEY, CRYPTO);
    SigningStep step = sign("{}", TestRequests.of(asked, csr), KEY);
    assertEquals("ErrorGenerating", assertInstanceOf(SigningStep.Refused.class, step).reason());
    SigningStep none = sign("{}", TestRequests.of(asked, "hello"), KEY);
    assertEquals("ErrorGenerating", assertInstanceOf(SigningStep.Refused.class, none).reason());
  }

  @Test
  void aConfigurationIsChecked() {
    FieldPath path = FieldPath.SPEC.child("selfSigned");
    SelfSignedIssuerProvider provider = new SelfSignedIssuerProvider();
    assertEquals(List.of(), provider.validate(issuer("{crlDistributionPoints: ['']}"), path));
    assertEquals(
        "spec.selfSigned.crlDistributionPoints[0]",
        provider
            .validate(issuer("{crlDistributionPoints: ['http://\u00fc']}"), path)
            .get(0)
            .path()
            .toString());
  }
}
