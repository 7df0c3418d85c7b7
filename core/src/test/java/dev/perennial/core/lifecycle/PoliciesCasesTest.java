package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.Cases;
import dev.perennial.core.Differences;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The policy chains, against cert-manager's. */
class PoliciesCasesTest {
  private static final List<String> DETAILS =
      List.of("SecretBaseLabelsMismatch", "SecretCertificateDetailsAnnotationsMismatch");

  private static final Settings SETTINGS = Settings.builder().renewalSpread(0).build();

  private static final Differences DIFFERENCES =
      Differences.of(PoliciesCasesTest.class, "policies-differences.txt")
          .rule("managed-fields", PoliciesCasesTest::hingesOnFieldManagers)
          .rule("ari", row -> row.path("name").asString("").startsWith("ARI"))
          .rule("owner-reference", row -> policyOf(row).contains("Owner"));

  @TestFactory
  Stream<DynamicTest> chains() {
    return Cases.rows("policies.json", DIFFERENCES, PoliciesCasesTest::check);
  }

  private static boolean hingesOnFieldManagers(JsonNode row) {
    return policyOf(row).contains("Managed") || policyOf(row).contains("SecretTemplate");
  }

  private static String policyOf(JsonNode row) {
    return row.path("policy").asString("");
  }

  private static void check(JsonNode row) {
    JsonNode input = row.path("input");
    PolicyInput policy =
        new PolicyInput(
            CaseObjects.certificate(input.path("certificate")),
            CaseObjects.isThere(input.path("secret"))
                ? SecretFacts.read(CaseObjects.secret(input.path("secret")))
                : SecretFacts.ABSENT,
            request(input.path("currentRequest")),
            null,
            IssuerFacts.READY,
            SETTINGS,
            now(input));
    Optional<Finding> violation =
        Policy.run(chain(row), policy).stream().filter(Finding::isViolated).findFirst();
    JsonNode expected = row.path("expected");
    String wanted =
        expected.path("violation").asBoolean() ? expected.path("reason").asString() : "";
    assertEquals(wanted, violation.map(Finding::reason).orElse(""), violation.toString());
  }

  /** Rows whose policies do not look at the time leave it out. */
  private static Instant now(JsonNode input) {
    Instant now = CaseObjects.instant(input.path("now"));
    return now == null ? Instant.EPOCH : now;
  }

  private static @Nullable RequestFacts request(JsonNode json) {
    return CaseObjects.isThere(json) ? RequestFacts.read(CaseObjects.request(json)) : null;
  }

  private static List<Policy> chain(JsonNode row) {
    return switch (row.path("chain").asString("")) {
      case "trigger" -> TriggerChain.CERT_MANAGER;
      case "readiness" -> ReadinessChain.POLICIES;
      case "temporary" -> TemporaryChain.POLICIES;
      case "keystore" -> named(List.of("SecretKeystoreFormatMismatch"));
      case "details" -> named(DETAILS);
      default -> named(List.of(policyOf(row)));
    };
  }

  private static List<Policy> named(List<String> names) {
    List<Policy> policies =
        Stream.of(TriggerChain.CERT_MANAGER, ReadinessChain.POLICIES, PostIssuanceChain.POLICIES)
            .flatMap(List::stream)
            .filter(p -> names.contains(p.name()))
            .distinct()
            .toList();
    assertEquals(
        names.size(), policies.stream().map(Policy::name).distinct().count(), names.toString());
    return policies;
  }
}
