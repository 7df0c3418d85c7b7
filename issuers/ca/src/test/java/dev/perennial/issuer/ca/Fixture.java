package dev.perennial.issuer.ca;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.perennial.core.pki.Certificates;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.SecretBundle;
import dev.perennial.spi.IssuerCheck;
import dev.perennial.spi.Signer;
import dev.perennial.spi.SigningStep;
import dev.perennial.testkit.issuer.TestIssuerContext;
import dev.perennial.testkit.issuer.TestRequests;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** One CA issuer in a world of its own. */
final class Fixture {
  final TestIssuerContext context;
  final Signer signer;

  Fixture(Issuer issuer, long seed) {
    this.context = new TestIssuerContext(issuer, seed);
    this.signer = new CaIssuerProvider().open(context);
  }

  Fixture(String fields) {
    this(Cas.issuer(fields), 1);
  }

  Fixture() {
    this("");
  }

  static Fixture with(SecretBundle secret) {
    Fixture fixture = new Fixture();
    fixture.context.put(secret);
    return fixture;
  }

  SigningStep sign(CertificateSpec spec) {
    return signer.sign(TestRequests.of(spec, Cas.LEAF_KEY), Optional.empty());
  }

  SigningStep.Issued issue(CertificateSpec spec) {
    SigningStep step = sign(spec);
    return assertInstanceOf(SigningStep.Issued.class, step, step::toString);
  }

  X509Certificate leaf(CertificateSpec spec) {
    return chain(issue(spec).chain()).get(0);
  }

  IssuerCheck check() {
    return signer.check();
  }

  static List<X509Certificate> chain(String pem) {
    return Certificates.decodeBundle(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
