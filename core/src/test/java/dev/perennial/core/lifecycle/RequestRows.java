package dev.perennial.core.lifecycle;

import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ConditionTypes;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The certificate and the requests of requests.csv and issuing.csv. */
final class RequestRows {
  static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant BEGAN = at(12);
  static final Instant NOW = at(14);
  static final KeyFacts KEY = new KeyFacts(KeyAlgorithm.RSA, 2048, "key");

  private RequestRows() {}

  static Instant at(int hour) {
    return DAY.plus(Duration.ofHours(hour));
  }

  /** Returns a view of a certificate whose third issuance runs, with its next key. */
  static View.Builder issuing(boolean temporary) {
    Condition issuing =
        new Condition(ConditionTypes.ISSUING, ConditionStatus.TRUE, "Renewing", "", BEGAN, 0L);
    Certificate certificate =
        Certificate.builder()
            .meta(
                ObjectMeta.builder()
                    .name("c")
                    .namespace("n")
                    .uid("u")
                    .annotations(
                        temporary
                            ? Map.of("cert-manager.io/issue-temporary-certificate", "true")
                            : Map.of())
                    .build())
            .spec(spec("a.example"))
            .status(
                CertificateStatus.builder()
                    .revision(2)
                    .nextPrivateKeySecretName("k")
                    .conditions(List.of(issuing))
                    .build())
            .build();
    NextKey key = new NextKey("k", true, KEY);
    return View.builder().certificate(certificate).nextKeys(List.of(key)).namedKey(key);
  }

  static CertificateSpec spec(String name) {
    return CertificateSpec.builder()
        .secretName("tls")
        .dnsNames(List.of(name))
        .issuerRef(IssuerRef.issuer("ca"))
        .build();
  }

  /** Returns a request in a state such as {@code denied 13 issued}. */
  static RequestFacts request(String name, @Nullable Integer revision, String what, String state) {
    CsrFacts csr =
        switch (what) {
          case "fits" -> CsrFacts.expectedOf(spec("a.example"), "key");
          case "key" -> CsrFacts.expectedOf(spec("a.example"), "another key");
          case "spec" -> CsrFacts.expectedOf(spec("b.example"), "key");
          case "csr" -> null;
          default -> throw new AssertionError(what);
        };
    List<Condition> conditions = new ArrayList<>();
    List<String> words = List.of(state.split(" "));
    Instant when =
        words.size() > 1 && words.get(1).matches("[0-9]+")
            ? at(Integer.parseInt(words.get(1)))
            : NOW;
    words.forEach(word -> conditions.addAll(conditions(word, when)));
    CertificateRequest request =
        CertificateRequest.builder()
            .meta(ObjectMeta.builder().name(name).namespace("n").build())
            .spec(CertificateRequestSpec.builder().issuerRef(IssuerRef.issuer("ca")).build())
            .status(
                CertificateRequestStatus.builder()
                    .conditions(conditions)
                    .failureTime(words.contains("failed") ? when : null)
                    .build())
            .build();
    return new RequestFacts(request, revision, csr, csr == null ? "garbage" : "", leaf(words));
  }

  private static List<Condition> conditions(String word, Instant when) {
    return switch (word) {
      case "failed" -> List.of(ready(ConditionStatus.FALSE, "Failed", when));
      case "pending" -> List.of(ready(ConditionStatus.FALSE, "Pending", when));
      case "done", "key", "bad", "old", "last", "issued" ->
          List.of(ready(ConditionStatus.TRUE, "Issued", when));
      case "denied" -> List.of(verdict(ConditionTypes.DENIED, when));
      case "invalid" -> List.of(verdict(ConditionTypes.INVALID_REQUEST, when));
      default -> List.of();
    };
  }

  private static Condition verdict(String type, Instant when) {
    return new Condition(type, ConditionStatus.TRUE, "Verdict", "", when, null);
  }

  private static Condition ready(ConditionStatus status, String reason, Instant when) {
    return new Condition(ConditionTypes.READY, status, reason, "", when, null);
  }

  private static @Nullable LeafFacts leaf(List<String> words) {
    if (words.contains("key")) {
      return leaf("another key", at(24 * 90));
    }
    if (words.contains("old")) {
      return leaf("key", NOW.minusSeconds(1));
    }
    if (words.contains("last")) {
      return leaf("key", NOW);
    }
    return words.contains("done") || words.contains("issued") ? leaf("key", at(24 * 90)) : null;
  }

  static LeafFacts leaf(String keyId, Instant notAfter) {
    return LeafFacts.simulated(spec("a.example"), keyId, DAY, notAfter, "leaf of " + keyId);
  }
}
