package dev.perennial.issuer.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.pki.CsrContent;
import dev.perennial.core.pki.Pem;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.FieldPath;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ResourceName;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import dev.perennial.spi.IssuerKind;
import dev.perennial.spi.SigningStep;
import dev.perennial.testkit.issuer.TestRequests;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that are refused, and what the provider says of a configuration. */
class CaRequestTest {
  private static final FieldPath PATH = FieldPath.SPEC.child("ca");

  private final Fixture ca = Fixture.with(Cas.secret(Cas.root("Root")));
  private final CaIssuerProvider provider = new CaIssuerProvider();

  private static String csr(CertificateSpec spec, boolean basicConstraints) {
    byte[] der =
        SigningRequests.generate(
            CsrContent.of(spec, basicConstraints), Cas.LEAF_KEY, null, Cas.CRYPTO);
    return new String(Pem.encode("CERTIFICATE REQUEST", der), StandardCharsets.US_ASCII);
  }

  private void refused(CertificateSpec asked, String csr, String word) {
    SigningStep step = ca.signer.sign(TestRequests.of(asked, csr), Optional.empty());
    SigningStep.Refused refused = assertInstanceOf(SigningStep.Refused.class, step);
    assertEquals("SigningError", refused.reason());
    assertTrue(refused.message().startsWith("Error signing certificate: "), refused.message());
    assertTrue(refused.message().contains(word), refused.message());
  }

  @Test
  void aCsrThatDiffersFromItsRequestIsRefused() {
    CertificateSpec leaf = Cas.leaf();
    CertificateSpec asCa = Cas.spec("commonName: Sub\nisCA: true");
    refused(leaf, csr(asCa, true), "CA=");
    refused(
        Cas.spec("dnsNames: [a.example]\nusages: [server auth]"),
        csr(Cas.spec("dnsNames: [a.example]\nusages: [client auth]"), false),
        "usage");
    refused(
        Cas.spec("dnsNames: [a.example]\nusages: [digital signature]"),
        csr(Cas.spec("dnsNames: [a.example]\nusages: [crl sign]"), false),
        "usage");
  }

  @Test
  void aCsrWithoutUsagesGetsThoseOfTheRequest() throws Exception {
    CertificateSpec asked = Cas.spec("dnsNames: [a.example]\nusages: [code signing]");
    String bare = csr(Cas.spec("dnsNames: [a.example]\nencodeUsagesInRequest: false"), false);
    SigningStep step = ca.signer.sign(TestRequests.of(asked, bare), Optional.empty());
    String chain = assertInstanceOf(SigningStep.Issued.class, step).chain();
    assertEquals(List.of("1.3.6.1.5.5.7.3.3"), Fixture.chain(chain).get(0).getExtendedKeyUsage());
  }

  @Test
  void aCsrThatNobodySignedIsRefused() {
    String good = csr(Cas.leaf(), false);
    refused(Cas.leaf(), "hello", "");
    byte[] der = Pem.decodeAll(good.getBytes(StandardCharsets.US_ASCII), 100_000).get(0).der();
    byte[] bent = Arrays.copyOf(der, der.length);
    bent[bent.length - 1] ^= 1;
    String forged = new String(Pem.encode("CERTIFICATE REQUEST", bent), StandardCharsets.US_ASCII);
    refused(Cas.leaf(), forged, "sign");
  }

  @Test
  void theProviderServesSpecCaAndNamesItsSecret() {
    assertEquals(IssuerKind.builtIn("ca"), provider.kind());
    assertEquals(
        Set.of(new ResourceName("somewhere", "ca-tls")),
        provider.referencedSecrets(Cas.issuer(""), "somewhere"));
  }

  private List<String> violations(Map<String, Object> config) {
    Issuer issuer = Cas.issuer("").toBuilder().spec(IssuerSpec.of(Map.of("ca", config))).build();
    return Stream.concat(
            Validation.check(issuer).stream(), provider.validate(issuer, PATH).stream())
        .map(CaRequestTest::shortened)
        .toList();
  }

  private static String shortened(Violation violation) {
    return violation.path() + " " + violation.rule();
  }

  @Test
  void aConfigurationIsCheckedWhole() {
    assertEquals(List.of(), violations(Map.of("secretName", "a")));
    assertEquals(List.of("spec.ca.secretName REQUIRED"), violations(Map.of()));
    assertEquals(
        List.of(
            "spec.ca.secretName REQUIRED",
            "spec.ca.ocspServers[0] INVALID",
            "spec.ca.crlDistributionPoints[1] INVALID",
            "spec.ca.issuingCertificateURLs[1] INVALID"),
        violations(
            Map.of(
                "secretName", "",
                "crlDistributionPoints", List.of("", "http://crl.example/\u00fc"),
                "ocspServers", List.of(""),
                "issuingCertificateURLs", List.of("http://ok.example", "http://a b"))));
    assertEquals(
        List.of("spec.ca.secretName TYPE_INVALID", "spec.ca.ocspServers TYPE_INVALID"),
        violations(Map.of("secretName", 1, "ocspServers", "http://one.example")));
  }
}
