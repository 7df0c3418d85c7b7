package dev.perennial.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.manifest.ManifestException;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.CsrContent;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.RequestCheck;
import dev.perennial.core.pki.SigningRequests;
import dev.perennial.core.pki.SpecMatch;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What holds for every spec and every request. */
class ValidationProperties {
  private static final ObjectMeta META = ObjectMeta.builder().name("web").namespace("a").build();

  @Provide
  Arbitrary<CertificateSpec> specs() {
    return Specs.any();
  }

  @Provide
  Arbitrary<CertificateSpec> mostlySound() {
    return Specs.mostlySound();
  }

  @Property(tries = 1000)
  void saysTheSameTwiceAndNamesFieldsThatExist(@ForAll("specs") CertificateSpec spec) {
    List<Violation> found = check(spec);
    assertEquals(found, check(spec));
    found.forEach(violation -> assertTrue(isKnown(violation.path().text()), violation::toString));
    Validation.warnings(certificate(spec))
        .forEach(warning -> assertTrue(isKnown(warning.path().text()), warning::toString));
  }

  /** The manifest reader knows a field when it does not call it unknown. */
  private static boolean isKnown(String path) {
    String text = path;
    StringBuilder document =
        new StringBuilder("kind: Certificate\napiVersion: cert-manager.io/v1\n");
    StringBuilder close = new StringBuilder();
    for (String part : text.split("\\.", -1)) {
      int index = part.indexOf('[');
      String name = index < 0 ? part : part.substring(0, index);
      document.append(close.isEmpty() ? "" : "{").append(name).append(": ");
      document.append(index < 0 ? "" : "[");
      close.insert(0, (index < 0 ? "" : "]") + (close.isEmpty() ? "\n" : "}"));
    }
    try {
      Manifests.read("path", document.append("null").append(close).toString());
      return true;
    } catch (ManifestException e) {
      return e.problems().stream().noneMatch(p -> p.message().contains("unknown field"));
    }
  }

  /** What passes can be requested, admitted and recognized, so that nothing is issued in a loop. */
  @Property(tries = 1500)
  void whatIsValidMakesRequestThatMatches(@ForAll("mostlySound") CertificateSpec spec) {
    boolean valid = check(spec).isEmpty();
    Statistics.label("valid").collect(valid).coverage(c -> c.check(true).percentage(p -> p > 20));
    if (!valid) {
      return;
    }
    assertEquals(Optional.empty(), SigningRequests.problem(spec));
    String pem = Csrs.pem(CsrContent.of(spec));
    CertificateRequestSpec asked =
        CertificateRequestSpec.builder()
            .issuerRef(spec.issuerRef())
            .isCa(spec.isCa())
            .usages(spec.usages())
            .duration(spec.duration())
            .request(pem)
            .build();
    CertificateRequest request = CertificateRequest.builder().meta(META).spec(asked).build();
    assertEquals(List.of(), RequestCheck.check(request));
    assertEquals(List.of(), SpecMatch.requestViolations(CsrFacts.read(pem), asked, spec));
    assertTrue(SpecMatch.sameNameConstraints(CsrFacts.read(pem), spec));
  }

  /** A damaged CSR is refused, unless it still says the same (BER has several forms of it). */
  @Property(tries = 500)
  void damagedRequestsAreRefused(
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int by) {
    byte[] der = Csrs.der(CsrContent.of(CertificateSpec.builder().dnsNames(List.of("a")).build()));
    String sound = Csrs.pem(der);
    der[place % der.length] ^= (byte) by;
    CertificateRequestSpec asked = CertificateRequestSpec.builder().request(Csrs.pem(der)).build();
    if (RequestCheck.checkCsr(asked).isEmpty()) {
      assertEquals(CsrFacts.read(sound), CsrFacts.read(asked.request()));
    }
  }

  @Property(tries = 500)
  void anyTextAsRequestIsRefused(@ForAll String text) {
    CertificateRequestSpec asked = CertificateRequestSpec.builder().request(text).build();
    assertFalse(RequestCheck.checkCsr(asked).isEmpty());
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    return IssuerTrees.any();
  }

  /** Any tree of fields that issuers have can be judged, and each place is in it or just below. */
  @Property(tries = 1000)
  void anyIssuerIsJudged(@ForAll("trees") Map<String, Object> tree) {
    Issuer issuer = Issuer.builder().meta(META).spec(IssuerSpec.of(tree)).build();
    List<Violation> found = Validation.check(issuer);
    assertEquals(found, Validation.check(issuer));
    found.forEach(
        v -> assertTrue(IssuerTrees.reaches(tree, v.path().text()), () -> v + " in " + tree));
    Validation.warnings(issuer)
        .forEach(w -> assertTrue(IssuerTrees.reaches(tree, w.path().text()), w::toString));
  }

  private static Certificate certificate(CertificateSpec spec) {
    return Certificate.builder().meta(META).spec(spec).build();
  }

  private static List<Violation> check(CertificateSpec spec) {
    return Validation.check(certificate(spec));
  }
}
