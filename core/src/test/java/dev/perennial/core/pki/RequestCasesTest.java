package dev.perennial.core.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.CaseSpecs;
import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.x509.KeyUsage;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Requests, usages, subjects and details, against cert-manager's functions. */
class RequestCasesTest {
  @TestFactory
  Stream<DynamicTest> requests() {
    Differences differences =
        Differences.of(RequestCasesTest.class, "csr-generate-differences.txt")
            .rule("switches", RequestCasesTest::hasSwitchOff)
            .rule("key-algorithm", RequestCasesTest::signatureDoesNotFitKey)
            .rule("a-labels", RequestCasesTest::hasUnicodeName);
    return Cases.rows("csr-generate.json", differences, RequestCasesTest::checkRequest);
  }

  private static boolean hasSwitchOff(JsonNode row) {
    JsonNode options = row.path("input").path("options");
    JsonNode spec = row.path("input").path("certificate").path("spec");
    return off(options, spec, "useLiteralSubject", "literalSubject")
        || off(options, spec, "otherNames", "otherNames")
        || off(options, spec, "nameConstraints", "nameConstraints");
  }

  private static boolean off(JsonNode options, JsonNode spec, String option, String field) {
    return !options.path(option).asBoolean() && spec.has(field);
  }

  private static boolean signatureDoesNotFitKey(JsonNode row) {
    CertificateSpec spec = spec(row.path("input").path("certificate"));
    return spec.signatureAlgorithm() != null
        && spec.signatureAlgorithm().keyAlgorithm() != spec.privateKey().effectiveAlgorithm();
  }

  private static boolean hasUnicodeName(JsonNode row) {
    return spec(row.path("input").path("certificate")).dnsNames().stream()
        .anyMatch(name -> name.chars().anyMatch(c -> c > 127));
  }

  private static CertificateSpec spec(JsonNode certificate) {
    return CaseSpecs.certificate(certificate.path("spec"));
  }

  private static void checkRequest(JsonNode row) {
    CertificateSpec spec = spec(row.path("input").path("certificate"));
    JsonNode expected = row.path("expected");
    boolean constraints =
        row.path("input").path("options").path("encodeBasicConstraintsInRequest").asBoolean();
    if (!expected.path("error").isNull()) {
      assertTrue(SigningRequests.problem(spec).isPresent());
      return;
    }
    CsrContent content = CsrContent.of(spec, constraints);
    assertEquals(
        expected.path("subjectDerHex").asString(),
        HexFormat.of().formatHex(content.subject().der()));
    List<String> wanted = new ArrayList<>();
    expected
        .path("extensions")
        .forEach(
            e ->
                wanted.add(
                    e.path("oid").asString()
                        + " "
                        + e.path("critical").asBoolean()
                        + " "
                        + e.path("hex").asString()));
    List<String> found =
        content.extensions().stream()
            .map(e -> e.oid() + " " + e.critical() + " " + HexFormat.of().formatHex(e.der()))
            .toList();
    assertEquals(wanted, found);
  }

  @TestFactory
  Stream<DynamicTest> matches() {
    return Cases.rows("csr-match.json", RequestCasesTest::checkMatch);
  }

  private static void checkMatch(JsonNode row) {
    JsonNode input = row.path("input");
    CertificateSpec spec = CaseSpecs.certificate(input.path("certificateSpec"));
    List<String> violations =
        switch (row.path("function").asString()) {
          case "RequestMatchesSpec" ->
              SpecMatch.requestViolations(
                  CsrFacts.read(input.path("csrPem").asString()),
                  CaseObjects.request(input.path("certificateRequest")).spec(),
                  spec);
          case "PrivateKeyMatchesSpec" -> {
            PrivateKey key = PrivateKeys.decode(bytes(input.path("keyPem")));
            yield SpecMatch.privateKeyViolations(
                KeyFacts.of(PrivateKeys.publicKey(key)), spec.privateKey());
          }
          default ->
              SpecMatch.looseViolations(
                  LeafFacts.read(Certificates.decodeFirst(bytes(input.path("certPem")))), spec);
        };
    List<String> wanted = new ArrayList<>();
    // cert-manager names two fields by an older spelling.
    row.path("expected")
        .path("violations")
        .forEach(v -> wanted.add(v.asString().replace("subject.postCodes", "subject.postalCodes")));
    assertEquals(normal(wanted), normal(violations));
  }

  /** cert-manager reports provinces under the name of the postal codes. */
  private static List<String> normal(List<String> fields) {
    return fields.stream()
        .map(f -> f.equals("spec.subject.provinces") ? "spec.subject.postalCodes" : f)
        .toList();
  }

  private static byte[] bytes(JsonNode pem) {
    return pem.asString().getBytes(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> usages() {
    return Cases.rows("key-usage.json", RequestCasesTest::checkUsages);
  }

  private static void checkUsages(JsonNode row) {
    JsonNode expected = row.path("expected");
    List<Optional<KeyUsage>> usages = new ArrayList<>();
    row.path("input")
        .path("usages")
        .forEach(u -> usages.add(KeyUsage.ofManifestName(u.asString())));
    boolean known = usages.stream().allMatch(Optional::isPresent);
    assertEquals(expected.path("error").isNull(), known);
    if (known) {
      KeyUsages found =
          KeyUsages.of(
              usages.stream().flatMap(Optional::stream).toList(),
              row.path("input").path("isCA").asBoolean());
      assertEquals(
          expected.path("keyUsageExtHex").asString(""),
          found.bits().isEmpty() ? "" : HexFormat.of().formatHex(found.keyUsageDer()));
      assertEquals(
          expected.path("extKeyUsageExtHex").asString(""),
          found.extended().isEmpty() ? "" : HexFormat.of().formatHex(found.extKeyUsageDer()));
    }
  }

  @TestFactory
  Stream<DynamicTest> subjects() {
    return Cases.rows("literal-subject.json", RequestCasesTest::checkSubject);
  }

  private static void checkSubject(JsonNode row) {
    String text = row.path("input").asString();
    JsonNode expected = row.path("expected");
    if (!expected.path("error").isNull()) {
      assertThrows(PkiException.class, () -> DistinguishedName.parseLiteral(text));
      return;
    }
    assertEquals(
        expected.path("derHex").asString(),
        HexFormat.of().formatHex(DistinguishedName.parseLiteral(text).der()));
  }

  @TestFactory
  Stream<DynamicTest> details() {
    return Cases.rows("lifecycle/secret-annotations.json", RequestCasesTest::checkDetails);
  }

  private static void checkDetails(JsonNode row) {
    Map<String, String> wanted = new TreeMap<>();
    row.path("expected")
        .path("annotations")
        .properties()
        .forEach(e -> wanted.put(e.getKey(), e.getValue().asString()));
    LeafFacts leaf =
        LeafFacts.read(Certificates.decodeFirst(bytes(row.path("input").path("certPem"))));
    assertEquals(wanted, new TreeMap<>(CertificateDetails.annotations(leaf)));
  }
}
