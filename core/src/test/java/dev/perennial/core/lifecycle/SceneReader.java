package dev.perennial.core.lifecycle;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.GoDuration;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.RevocationStatus;
import dev.perennial.model.x509.KeyAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the parts of a {@link Scene} that need nothing but their own tree. */
final class SceneReader {
  private static final String DEFAULT_SINCE = "2026-01-01T00:00:05Z";

  /** Reading manifests is slow, and most rows ask for the same few. */
  private static final Map<String, CertificateSpec> SPECS = new ConcurrentHashMap<>();

  private SceneReader() {}

  /** Returns the specification that a manifest would have. */
  static CertificateSpec spec(JsonNode spec) {
    return SPECS.computeIfAbsent(spec.toString(), text -> Tables.spec(spec));
  }

  static ObjectMeta meta(JsonNode meta) {
    return ObjectMeta.builder()
        .name(meta.path("name").asString(""))
        .namespace(meta.path("namespace").asString(""))
        .uid(meta.path("uid").asString(""))
        .generation(meta.path("generation").asLong(0))
        .annotations(map(meta.path("annotations")))
        .creationTimestamp(nullableInstant(meta.path("creationTimestamp")))
        .build();
  }

  static Map<String, String> patched(Map<String, String> map, JsonNode patch) {
    Map<String, String> patched = new LinkedHashMap<>(map);
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      if (e.getValue().isBoolean() && !e.getValue().asBoolean()) {
        patched.remove(e.getKey());
      } else {
        patched.put(e.getKey(), e.getValue().asString());
      }
    }
    return patched;
  }

  static @Nullable KeyFacts key(JsonNode key) {
    if (!key.path("id").isString()) {
      return null;
    }
    KeyAlgorithm algorithm =
        KeyAlgorithm.ofManifestName(key.path("algorithm").asString("ECDSA")).orElseThrow();
    return new KeyFacts(algorithm, key.path("size").asInt(256), key.path("id").asString());
  }

  static CertificateRequestStatus requestStatus(JsonNode request) {
    return CertificateRequestStatus.builder()
        .conditions(conditions(request.path("conditions")))
        .failureTime(nullableInstant(request.path("failureTime")))
        .signingTime(nullableInstant(request.path("signingTime")))
        .retryTime(nullableInstant(request.path("retryTime")))
        .retries(integer(request.path("retries")))
        .build();
  }

  static CertificateStatus status(JsonNode status) {
    return CertificateStatus.builder()
        .conditions(conditions(status.path("conditions")))
        .revision(integer(status.path("revision")))
        .notBefore(nullableInstant(status.path("notBefore")))
        .notAfter(nullableInstant(status.path("notAfter")))
        .renewalTime(nullableInstant(status.path("renewalTime")))
        .lastFailureTime(nullableInstant(status.path("lastFailureTime")))
        .failedIssuanceAttempts(integer(status.path("failedIssuanceAttempts")))
        .nextPrivateKeySecretName(nullableText(status.path("nextPrivateKeySecretName")))
        .nextAttemptTime(nullableInstant(status.path("nextAttemptTime")))
        .lastIssuanceTime(nullableInstant(status.path("lastIssuanceTime")))
        .lastIssuanceReason(nullableText(status.path("lastIssuanceReason")))
        .repeatedIssuances(integer(status.path("repeatedIssuances")))
        .triedIssuers(integer(status.path("triedIssuers")))
        .ari(ari(status.path("ari")))
        .revocation(revocation(status.path("revocation")))
        .compromisedKeys(Tables.texts(status.path("compromisedKeys")))
        .build();
  }

  private static @Nullable RevocationStatus revocation(JsonNode r) {
    return r.isObject()
        ? new RevocationStatus(
            RevocationReason.ofManifestName(r.path("reason").asString("superseded")).orElseThrow(),
            false,
            IssuerRef.issuer(r.path("issuer").asString("ca")),
            "",
            r.path("leaf").asString("leaf-1"),
            Instant.parse(DEFAULT_SINCE),
            nullableInstant(r.path("revoked")),
            nullableInstant(r.path("next")),
            0,
            r.path("error").asString(""))
        : null;
  }

  static @Nullable AriStatus ari(JsonNode ari) {
    return ari.isObject()
        ? new AriStatus(
            nullableInstant(ari.path("start")),
            nullableInstant(ari.path("end")),
            ari.path("why").asString(""),
            nullableInstant(ari.path("checked")),
            nullableInstant(ari.path("next")),
            ari.path("error").asString(""),
            nullableInstant(ari.path("selected")))
        : null;
  }

  /** A condition is a text such as {@code "True Renewing"}, or a map that says more. */
  static List<Condition> conditions(JsonNode conditions) {
    List<Condition> list = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : conditions.properties()) {
      JsonNode c = e.getValue();
      String[] word = (c.isString() ? c.asString() : c.path("is").asString()).split(" ", 2);
      list.add(
          new Condition(
              e.getKey(),
              ConditionStatus.ofManifestName(word[0]).orElseThrow(),
              word.length > 1 ? word[1] : "",
              c.path("message").asString(""),
              c.has("since") && c.path("since").asString().equals("unknown")
                  ? null
                  : Instant.parse(c.path("since").asString(DEFAULT_SINCE)),
              c.has("generation") ? c.path("generation").asLong() : null));
    }
    return list;
  }

  static Settings settings(JsonNode s) {
    Settings.Builder settings = Settings.builder();
    duration(s, "initialBackoff", settings::initialBackoff);
    duration(s, "maximumBackoff", settings::maximumBackoff);
    duration(s, "signingDeadline", settings::signingDeadline);
    duration(s, "loopWindow", settings::loopWindow);
    duration(s, "caChangePace", settings::caChangePace);
    duration(s, "duplicateRecheck", settings::duplicateRecheck);
    duration(s, "issuerPatience", settings::issuerPatience);
    return settings
        .renewalSpread(s.path("renewalSpread").asDouble(0))
        .previousBundles(s.path("previousBundles").asInt(1))
        .reissueOnCaChange(s.path("reissueOnCaChange").asBoolean(true))
        .reissueOnNameConstraintsChange(s.path("reissueOnNameConstraintsChange").asBoolean(true))
        .ownSecrets(s.path("ownSecrets").asBoolean(false))
        .build();
  }

  static void duration(JsonNode tree, String field, Consumer<Duration> to) {
    if (tree.has(field)) {
      to.accept(GoDuration.parse(tree.path(field).asString()));
    }
  }

  static Map<String, String> map(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return texts;
  }

  static Instant instant(JsonNode text) {
    return Instant.parse(text.asString());
  }

  static @Nullable Instant nullableInstant(JsonNode text) {
    return text.isString() ? Instant.parse(text.asString()) : null;
  }

  static @Nullable String nullableText(JsonNode text) {
    return text.isString() ? text.asString() : null;
  }

  static @Nullable Integer integer(JsonNode number) {
    return number.isInt() ? Integer.valueOf(number.asInt()) : null;
  }
}
