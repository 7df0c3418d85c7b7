package dev.perennial.issuer.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.SigningStep;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates come with a leaf, and which one is its CA. */
class CaChainTest {
  private final Cas.Ca root = Cas.root("Root");
  private final Cas.Ca one = Cas.Plan.root("One").by(root).make();
  private final Cas.Ca two = Cas.Plan.root("Two").by(one).make();

  private static List<String> names(List<X509Certificate> chain) {
    return chain.stream().map(c -> c.getSubjectX500Principal().getName()).toList();
  }

  private static void expect(SecretBundle secret, List<String> chain, Cas.Ca ca) throws Exception {
    SigningStep.Issued issued = Fixture.with(secret).issue(Cas.spec("commonName: leaf"));
    assertEquals(chain, names(Fixture.chain(issued.chain())));
    assertEquals(Cas.pem(ca), issued.ca());
    validate(issued);
  }

  /** The JDK's own validator accepts the chain under the CA that came with it. */
  private static void validate(SigningStep.Issued issued) throws Exception {
    CertificateFactory x509 = CertificateFactory.getInstance("X.509");
    byte[] ca = String.valueOf(issued.ca()).getBytes(StandardCharsets.US_ASCII);
    X509Certificate anchor =
        (X509Certificate) x509.generateCertificate(new ByteArrayInputStream(ca));
    PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    rules.setRevocationEnabled(false);
    rules.setDate(Date.from(Cas.NOW.plusSeconds(60)));
    List<X509Certificate> path = new ArrayList<>(Fixture.chain(issued.chain()));
    path.remove(anchor);
    CertPathValidator.getInstance("PKIX").validate(x509.generateCertPath(path), rules);
  }

  @Test
  void aRootIsLeftOutAndIsTheCa() throws Exception {
    expect(Cas.secret(root), List.of("CN=leaf"), root);
    expect(Cas.secret(root, List.of(), root), List.of("CN=leaf"), root);
  }

  /** As the secret of an intermediate looks that a CA issuer of ours, or of cert-manager, made. */
  @Test
  void anIntermediateIsShownAndTheRootIsFoundInCaCrt() throws Exception {
    expect(Cas.secret(one, List.of(), root), List.of("CN=leaf", "CN=One"), root);
    expect(Cas.secret(two, List.of(one), root), List.of("CN=leaf", "CN=Two", "CN=One"), root);
  }

  @Test
  void aChainInTlsCrtMayHoldTheRootAndBeInAnyOrderAfterTheFirst() throws Exception {
    List<String> chain = List.of("CN=leaf", "CN=Two", "CN=One");
    expect(Cas.secret(two, List.of(one, root), null), chain, root);
    expect(Cas.secret(two, List.of(root, one), null), chain, root);
    expect(Cas.secret(two, List.of(one, root, one), root), chain, root);
  }

  @Test
  void withoutARootTheHighestIsTheCa() throws Exception {
    expect(Cas.secret(one), List.of("CN=leaf", "CN=One"), one);
    expect(Cas.secret(two, List.of(one), null), List.of("CN=leaf", "CN=Two", "CN=One"), one);
    expect(Cas.secret(two, List.of(), one), List.of("CN=leaf", "CN=Two", "CN=One"), one);
  }

  @Test
  void manyLevels() throws Exception {
    List<Cas.Ca> above = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Cas.Ca ca = root;
    for (int level = 1; level <= 8; level++) {
      ca = Cas.Plan.root("L" + level).by(ca).make();
      above.add(0, ca);
      names.add(0, "CN=L" + level);
    }
    names.add(0, "CN=leaf");
    expect(Cas.secret(ca, above.subList(1, 8), root), names, root);
  }

  /** RFC 5280, section 4.2.1.9: no CA may follow, at whatever height the limit stands. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPathLengthForbidsAnotherCa(boolean above) {
    Cas.Ca limited =
        Cas.Plan.root("Limited").constraints(new BasicConstraints(above ? 1 : 0)).make();
    Cas.Ca signing = above ? Cas.Plan.root("Below").by(limited).make() : limited;
    Fixture ca = Fixture.with(Cas.secret(signing, List.of(), limited));
    assertInstanceOf(IssuerCheck.Ready.class, ca.check());
    assertInstanceOf(SigningStep.Issued.class, ca.sign(Cas.leaf()), "a leaf may");
    SigningStep.Refused refused =
        assertInstanceOf(
            SigningStep.Refused.class, ca.sign(Cas.spec("commonName: Sub\nisCA: true")));
    assertEquals("SigningError", refused.reason());
    assertEquals(SigningStep.Refused.Kind.FAILED, refused.kind());
    assertTrue(refused.message().contains("path length"), refused.message());
  }

  @Test
  void aPathLengthWithRoomLetsACaFollow() throws Exception {
    Cas.Ca roomy = Cas.Plan.root("Roomy").constraints(new BasicConstraints(1)).make();
    Fixture ca = Fixture.with(Cas.secret(roomy));
    validate(ca.issue(Cas.spec("commonName: Sub\nisCA: true")));
  }

  @Test
  void aCaThatIsOneTooManyIsNotReady() {
    Cas.Ca limited = Cas.Plan.root("Limited").constraints(new BasicConstraints(0)).make();
    Cas.Ca below = Cas.Plan.root("Below").by(limited).make();
    Fixture ca = Fixture.with(Cas.secret(below, List.of(), limited));
    IssuerCheck.NotReady check = assertInstanceOf(IssuerCheck.NotReady.class, ca.check());
    assertEquals("ErrInvalidKeyPair", check.reason());
    assertTrue(check.message().contains("path length"), check.message());
  }
}
