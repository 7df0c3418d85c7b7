package dev.perennial.core.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Validation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The rules of all kinds, against the answers of cert-manager's webhook: types and paths. */
class ValidationCasesTest {
  private static final String UNREADABLE = "Invalid spec.literalSubject";

  /** A value in hex whose tag is that of no text. */
  private static final Pattern NOT_TEXT = Pattern.compile("=\\s*#(?!04|0[cC]|1[2346]|1[aAbBeE])");

  private static final Differences DIFFERENCES =
      Differences.of(ValidationCasesTest.class, "validation-differences.txt")
          .rule("percentage", Rows.differsAt("spec\\.renewBeforePercentage"))
          .rule("dns-names", Rows.addsAt("spec\\.dnsNames\\[\\d+]"))
          .rule("uris", Rows.addsAt("spec\\.uris\\[\\d+]"))
          .rule("emails", Rows.addsAt("spec\\.emailAddresses\\[\\d+]"))
          .rule("other-names", Rows.addsAt("spec\\.otherNames\\[\\d+]\\.oid"))
          .rule("literal-subjects", Rows.addsAt("spec\\.literalSubject"))
          .rule(
              "name-constraints",
              Rows.addsAt(
                  "spec\\.nameConstraints\\..*\\.(dnsDomains|emailAddresses|uriDomains)\\[\\d+]"))
          .rule("windows", Rows.differsAt("spec\\.renewal\\.windows\\[\\d+]\\.windowDuration"))
          .rule("acme-dns", Rows.addsAt(".*\\.dns01\\.acmeDNS"))
          .rule("unreadable-subject", ValidationCasesTest::hasUnreadableSubject)
          .rule("shape", ValidationCasesTest::isRefusedByShape)
          .rule("gates", row -> row.path("featureGates").toString().contains("false"));

  private static boolean isRefusedByShape(JsonNode row) {
    JsonNode expected = row.path("expected");
    return !expected.path("schemaErrors").isEmpty() || expected.path("decodeError").isString();
  }

  private static boolean hasUnreadableSubject(JsonNode row) {
    return Rows.differsAt("spec").test(row) && Rows.ours(row).contains(UNREADABLE);
  }

  @TestFactory
  Stream<DynamicTest> certificates() {
    return Cases.rows("validation-certificate.json", DIFFERENCES, ValidationCasesTest::check);
  }

  @TestFactory
  Stream<DynamicTest> issuers() {
    return Cases.rows("validation-issuer.json", DIFFERENCES, ValidationCasesTest::check);
  }

  private static void check(JsonNode row) {
    assertEquals(Rows.theirs(row), Rows.ours(row));
    assertEquals(
        row.path("expected").path("webhookWarnings").size(),
        Validation.warnings(Rows.read(row.path("manifest"))).size());
  }

  @TestFactory
  Stream<DynamicTest> requests() {
    return Cases.rows("validation-certificaterequest.json", ValidationCasesTest::checkRequest);
  }

  private static void checkRequest(JsonNode row) {
    Set<String> found =
        row.path("operation").asString().equals("update")
            ? Rows.ours(
                Validation.checkUpdate(
                    Rows.request(row.path("oldManifest")), Rows.request(row.path("manifest"))))
            : Rows.ours(row);
    assertEquals(Rows.theirs(row), found);
  }

  @TestFactory
  Stream<DynamicTest> literalSubjects() {
    Differences differences =
        Differences.of(ValidationCasesTest.class, "literal-subject-differences.txt")
            .rule(
                "not-der",
                row -> row.path("expected").path("error").asString("").equals("der-error"));
    differences = differences.rule("not-text", row -> NOT_TEXT.matcher(text(row)).find());
    return Cases.rows("literal-subject.json", differences, ValidationCasesTest::checkSubject);
  }

  private static String text(JsonNode row) {
    return row.path("input").asString();
  }

  private static void checkSubject(JsonNode row) {
    CertificateSpec spec =
        CertificateSpec.builder()
            .secretName("tls")
            .issuerRef(IssuerRef.issuer("ca"))
            .dnsNames(List.of("example.com"))
            .literalSubject(text(row))
            .build();
    Certificate certificate =
        Certificate.builder().meta(ObjectMeta.builder().name("web").build()).spec(spec).build();
    Set<String> wanted = new TreeSet<>();
    row.path("expected")
        .path("validationErrors")
        .forEach(
            e ->
                wanted.add(
                    e.path("type").asString().replace("FieldValue", "")
                        + " "
                        + e.path("field").asString().replace("commonName", "literalSubject")));
    assertEquals(wanted, Rows.ours(Validation.check(certificate)));
  }
}
