package dev.perennial.core.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.perennial.core.pki.KeyFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.PrivateKeySpec;
import dev.perennial.model.RotationPolicy;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each line of keys.csv (cert-manager's key manager) through the key step. */
class KeyStepTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final KeyFacts FITS = new KeyFacts(KeyAlgorithm.RSA, 2048, "fits");
  private static final KeyFacts UNFIT = new KeyFacts(KeyAlgorithm.ECDSA, 256, "unfit");

  @TestFactory
  Stream<DynamicTest> keys() {
    return Table.tests("keys.csv", 9, KeyStepTest::check);
  }

  private static void check(List<String> row) {
    View bare = view(row, null).build();
    View view = view(row, Names.nextKeySecret(bare)).build();
    Decision decision = Lifecycle.decide(List.of(new KeyStep()), view, NOW);
    assertEquals(row.get(7), describe(decision, view));
    assertEquals(row.get(8), told(decision));
  }

  private static View.Builder view(List<String> row, @Nullable String drawn) {
    String name = String.valueOf(drawn);
    String named = row.get(4).replace("drawn", name);
    CertificateStatus.Builder status = CertificateStatus.builder();
    status.nextPrivateKeySecretName(named.isEmpty() ? null : named.equals("empty") ? "" : named);
    if (row.get(1).equals("yes")) {
      status.conditions(
          List.of(
              new Condition(
                  ConditionTypes.ISSUING, ConditionStatus.TRUE, "Renewing", "", NOW, 0L)));
    }
    CertificateSpec spec =
        CertificateSpec.builder()
            .secretName("tls")
            .dnsNames(List.of("a.example"))
            .issuerRef(IssuerRef.issuer("ca"))
            .privateKey(
                new PrivateKeySpec(
                    null, 0, null, RotationPolicy.ofManifestName(row.get(2)).orElseThrow()))
            .build();
    List<NextKey> strangers = keys(row.get(6).replace("drawn", name), false);
    return View.builder()
        .certificate(
            Certificate.builder()
                .meta(ObjectMeta.builder().name("c").namespace("n").uid("u").build())
                .spec(spec)
                .status(status.build())
                .build())
        .secret(secret(row.get(3)))
        .nextKeys(keys(row.get(5), true))
        .namedKey(strangers.isEmpty() ? null : strangers.get(0));
  }

  private static List<NextKey> keys(String cell, boolean owned) {
    return cell.isEmpty()
        ? List.of()
        : Stream.of(cell.split("\\+"))
            .map(key -> key.split(":"))
            .map(key -> new NextKey(key[0], owned, facts(key[1])))
            .toList();
  }

  private static @Nullable KeyFacts facts(String what) {
    return switch (what) {
      case "fits" -> FITS;
      case "unfit" -> UNFIT;
      case "none" -> null;
      default -> throw new AssertionError(what);
    };
  }

  private static SecretFacts secret(String what) {
    SecretFacts.Builder filled =
        SecretFacts.builder().filledKeys(Set.of(SecretBundle.TLS_KEY, SecretBundle.TLS_CRT));
    return switch (what) {
      case "absent" -> SecretFacts.ABSENT;
      case "empty" -> SecretFacts.builder().build();
      case "unreadable" -> filled.keyProblem("garbage").build();
      default -> filled.key(facts(what)).build();
    };
  }

  private static String describe(Decision decision, View view) {
    if (!(decision instanceof Decision.Act act)) {
      return "rest";
    }
    Action action = act.action();
    String name =
        action instanceof Action.SetStatus set
            ? set.status().nextPrivateKeySecretName()
            : action instanceof Action.DeleteSecret delete
                ? delete.secretName()
                : action instanceof Action.ReuseKey reuse
                    ? reuse.secretName()
                    : ((Action.GenerateNextKey) action).secretName();
    String written = name == null ? "" : name.equals(Names.nextKeySecret(view)) ? "drawn" : name;
    return (action.name() + " " + written).strip();
  }

  private static String told(Decision decision) {
    List<Notice> notices =
        decision instanceof Decision.Rest rest
            ? rest.notices()
            : ((Decision.Act) decision).action() instanceof Action.SetStatus set
                ? set.notices()
                : ((Decision.Act) decision).action() instanceof Action.DeleteSecret delete
                    ? delete.notices()
                    : List.of();
    return String.join("+", notices.stream().map(Notice::reason).toList());
  }
}
