package dev.perennial.issuer.ca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.KeySpec;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.SigningStep;
import dev.perennial.testkit.issuer.TestRequests;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a certificate that the CA issuer signed. */
class CaFieldsTest {
  private static final String CRL = "2.5.29.31";
  private static final String AIA = "1.3.6.1.5.5.7.1.1";
  private static final String SAN = "2.5.29.17";

  private final Cas.Ca root = Cas.root("Root");
  private final Fixture ca = Fixture.with(Cas.secret(root));

  private static byte[] value(X509Certificate certificate, String oid) {
    byte[] wrapped = certificate.getExtensionValue(oid);
    return wrapped == null ? null : ASN1OctetString.getInstance(wrapped).getOctets();
  }

  @Test
  void theUrlsOfTheIssuerAreThereAsGivenAndInOrder() {
    Fixture urls =
        new Fixture(
            """
            crlDistributionPoints: [http://crl.example/a, "", http://crl.example/b]
            ocspServers: [http://ocsp.example/1, http://ocsp.example/2]
            issuingCertificateURLs: [http://ca.example/ca.crt, http://ca.example/2.crt]
            """);
    urls.context.put(Cas.secret(root));
    X509Certificate leaf = urls.leaf(Cas.leaf());
    CRLDistPoint points = CRLDistPoint.getInstance(value(leaf, CRL));
    assertEquals(
        List.of("http://crl.example/a", "http://crl.example/b"),
        Arrays.stream(points.getDistributionPoints())
            .map(p -> GeneralNames.getInstance(p.getDistributionPoint().getName()))
            .map(n -> n.getNames()[0].getName().toString())
            .toList());
    AuthorityInformationAccess access = AuthorityInformationAccess.getInstance(value(leaf, AIA));
    assertEquals(
        List.of(
            "1.3.6.1.5.5.7.48.1 http://ocsp.example/1",
            "1.3.6.1.5.5.7.48.1 http://ocsp.example/2",
            "1.3.6.1.5.5.7.48.2 http://ca.example/ca.crt",
            "1.3.6.1.5.5.7.48.2 http://ca.example/2.crt"),
        Arrays.stream(access.getAccessDescriptions())
            .map(d -> d.getAccessMethod().getId() + " " + d.getAccessLocation().getName())
            .toList());
    assertFalse(leaf.getCriticalExtensionOIDs().contains(CRL));
    assertFalse(leaf.getCriticalExtensionOIDs().contains(AIA));
  }

  @Test
  void withoutUrlsThereIsNoSuchExtension() {
    X509Certificate leaf = ca.leaf(Cas.leaf());
    assertNull(leaf.getExtensionValue(CRL));
    assertNull(leaf.getExtensionValue(AIA));
  }

  @Test
  void aLeafHasTheNamesAndUsagesOfItsRequestAndNoMore() throws Exception {
    X509Certificate leaf =
        ca.leaf(
            Cas.spec(
                """
                commonName: web
                dnsNames: [web.example, www.example]
                ipAddresses: [192.0.2.1]
                usages: [digital signature, server auth, client auth]
                """));
    leaf.verify(root.certificate().getPublicKey());
    assertEquals(3, leaf.getVersion());
    assertEquals("CN=web", leaf.getSubjectX500Principal().getName());
    assertEquals(root.certificate().getSubjectX500Principal(), leaf.getIssuerX500Principal());
    assertEquals(3, leaf.getSubjectAlternativeNames().size());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), leaf.getExtendedKeyUsage());
    boolean[] bits = new boolean[9];
    bits[0] = true;
    assertArrayEquals(bits, leaf.getKeyUsage());
    assertEquals(-1, leaf.getBasicConstraints());
    assertEquals(Set.of("2.5.29.15", "2.5.29.19"), leaf.getCriticalExtensionOIDs());
    assertEquals(Set.of("2.5.29.37", "2.5.29.35", SAN), leaf.getNonCriticalExtensionOIDs());
  }

  @Test
  void basicConstraintsAreThereForALeafToo() {
    X509Certificate leaf = ca.leaf(Cas.leaf());
    assertArrayEquals(new byte[] {0x30, 0}, value(leaf, "2.5.29.19"));
    X509Certificate sub = ca.leaf(Cas.spec("commonName: Sub\nisCA: true"));
    assertEquals(Integer.MAX_VALUE, sub.getBasicConstraints());
    assertTrue(sub.getKeyUsage()[5]);
  }

  @Test
  void keyIdentifiersLeadToTheCa() {
    X509Certificate sub = ca.leaf(Cas.spec("commonName: Sub\nisCA: true"));
    byte[] ofRoot =
        SubjectKeyIdentifier.getInstance(value(root.certificate(), "2.5.29.14")).getKeyIdentifier();
    assertArrayEquals(
        ofRoot,
        AuthorityKeyIdentifier.getInstance(value(sub, "2.5.29.35")).getKeyIdentifierOctets());
    assertEquals(
        20, SubjectKeyIdentifier.getInstance(value(sub, "2.5.29.14")).getKeyIdentifier().length);
    assertNull(value(ca.leaf(Cas.leaf()), "2.5.29.14"), "as cert-manager: for CAs only");
  }

  @Test
  void alternativeNamesAreCriticalWithoutASubjectOnly() {
    X509Certificate nameless = ca.leaf(Cas.leaf());
    assertEquals(0, nameless.getSubjectX500Principal().getName().length());
    assertTrue(nameless.getCriticalExtensionOIDs().contains(SAN));
    X509Certificate named = ca.leaf(Cas.spec("commonName: web\ndnsNames: [web.example]"));
    assertTrue(named.getNonCriticalExtensionOIDs().contains(SAN));
    assertArrayEquals(
        value(nameless, SAN), value(named, SAN), "its bytes are those of the request");
  }

  @Test
  void nameConstraintsAreCopied() {
    X509Certificate sub =
        ca.leaf(
            Cas.spec(
                """
                commonName: Sub
                isCA: true
                nameConstraints:
                  critical: true
                  permitted: {dnsDomains: [example.com], ipRanges: [10.0.0.0/8]}
                  excluded: {emailAddresses: [.example.org]}
                """));
    assertTrue(sub.getCriticalExtensionOIDs().contains("2.5.29.30"));
    String der = new BigInteger(1, value(sub, "2.5.29.30")).toString(16);
    assertTrue(der.contains("6578616d706c652e636f6d") && der.contains("0a000000ff000000"), der);
  }

  @Test
  void validityBeginsNowAndLastsAsAskedFor() {
    X509Certificate leaf = ca.leaf(Cas.spec("dnsNames: [a.example]\nduration: 36h30m10s"));
    assertEquals(Cas.NOW, leaf.getNotBefore().toInstant());
    assertEquals(
        Cas.NOW.plus(Duration.ofHours(36)).plusSeconds(1810), leaf.getNotAfter().toInstant());
    X509Certificate usual = ca.leaf(Cas.leaf());
    assertEquals(Cas.NOW.plus(Duration.ofDays(90)), usual.getNotAfter().toInstant());
  }

  @Test
  void nothingOutlivesTheCaAndANoteSaysSo() {
    SigningStep.Issued cut = ca.issue(Cas.spec("dnsNames: [a.example]\nduration: 17520h"));
    assertEquals(root.certificate().getNotAfter(), Fixture.chain(cut.chain()).get(0).getNotAfter());
    assertEquals(
        List.of(
            new SigningStep.Note(
                "LifetimeCut",
                "the lifetime was cut from 17520h0m0s to 8760h0m0s: the CA expires at "
                    + root.certificate().getNotAfter().toInstant())),
        cut.notes());
    assertEquals(
        List.of(),
        ca.issue(Cas.spec("dnsNames: [a.example]\nduration: 8760h")).notes(),
        "to the same second is no cut");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA,2048,SHA256withRSA",
    "RSA,3072,SHA384withRSA",
    "RSA,4096,SHA512withRSA",
    "ECDSA,256,SHA256withECDSA",
    "ECDSA,384,SHA384withECDSA",
    "ECDSA,521,SHA512withECDSA",
    "ED25519,0,1.3.101.112"
  })
  void theSignatureFollowsTheKeyOfTheCa(KeyAlgorithm algorithm, int size, String name)
      throws Exception {
    Cas.Ca signing = Cas.Plan.root("Root").key(new KeySpec(algorithm, size)).make();
    Fixture issuer = Fixture.with(Cas.secret(signing));
    X509Certificate leaf =
        issuer.leaf(
            Cas.spec(
                """
                dnsNames: [a.example]
                privateKey: {algorithm: ECDSA}
                signatureAlgorithm: ECDSAWithSHA384
                """));
    leaf.verify(signing.certificate().getPublicKey());
    assertTrue(name.equals(leaf.getSigAlgName()) || name.equals(leaf.getSigAlgOID()), name);
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048", "RSA,4096", "ECDSA,384", "ECDSA,521", "ED25519,0"})
  void anyKeyIsCertified(KeyAlgorithm algorithm, int size) throws Exception {
    PrivateKey key = Cas.key(new KeySpec(algorithm, size));
    SigningStep step = ca.signer.sign(TestRequests.of(Cas.leaf(), key), Optional.empty());
    X509Certificate leaf = Fixture.chain(((SigningStep.Issued) step).chain()).get(0);
    leaf.verify(root.certificate().getPublicKey());
    assertTrue(PrivateKeys.matches(key, leaf.getPublicKey()));
  }

  /** RFC 5280, section 4.1.2.2: positive, at most 20 octets, unique. */
  @Test
  void serialNumbersFollowTheStandard() {
    Set<BigInteger> serials = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      BigInteger serial = ca.leaf(Cas.leaf()).getSerialNumber();
      assertEquals(1, serial.signum());
      assertTrue(serial.toByteArray().length <= 20, serial.toString(16));
      assertTrue(serials.add(serial), "twice: " + serial);
    }
    assertTrue(serials.stream().anyMatch(s -> s.bitLength() > 150), "they use the room there is");
  }

  @Test
  void serialNumbersComeFromTheRandomnessThatIsGiven() {
    CertificateSpec spec = Cas.leaf();
    BigInteger[] serials = new BigInteger[3];
    long[] seeds = {7, 7, 8};
    for (int i = 0; i < 3; i++) {
      Fixture seeded = new Fixture(Cas.issuer(""), seeds[i]);
      seeded.context.put(Cas.secret(root));
      serials[i] = seeded.leaf(spec).getSerialNumber();
    }
    assertEquals(serials[0], serials[1]);
    assertFalse(serials[0].equals(serials[2]));
  }

  @Test
  void theCaIsNamedByItsFingerprint() throws Exception {
    IssuerCheck.Ready ready = assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    assertEquals("KeyPairVerified", ready.reason());
    assertEquals("Signing CA verified", ready.message());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(root.certificate().getEncoded());
    assertEquals(HexFormat.of().formatHex(digest), ready.signingCa());
  }
}
