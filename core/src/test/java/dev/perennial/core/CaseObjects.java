package dev.perennial.core;

import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyUsage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns the Kubernetes JSON of recorded cases into the model. Lenient where manifests are strict:
 * rows leave out what does not matter to them, and secret data is plain text, or {@code {"$base64":
 * "..."}} when it is binary.
 */
public final class CaseObjects {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern DURATION_PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?)([a-zµ]+)");

  private CaseObjects() {}

  /** Returns a certificate; without a spec it has an empty one. */
  public static Certificate certificate(JsonNode json) {
    return Certificate.builder()
        .meta(meta(json.path("metadata")))
        .spec(CaseSpecs.certificate(json.path("spec")))
        .status(status(json.path("status")))
        .build();
  }

  /** Returns a certificate request. */
  public static CertificateRequest request(JsonNode json) {
    JsonNode spec = json.path("spec");
    JsonNode status = json.path("status");
    CertificateRequestSpec.Builder wanted =
        CertificateRequestSpec.builder()
            .duration(duration(spec.path("duration")))
            .issuerRef(issuerRef(spec.path("issuerRef")))
            .request(base64(spec.path("request")))
            .isCa(spec.path("isCA").asBoolean(false))
            .usages(list(spec.path("usages"), u -> KeyUsage.ofManifestName(text(u)).orElseThrow()));
    CertificateRequestStatus.Builder found =
        CertificateRequestStatus.builder()
            .conditions(list(status.path("conditions"), CaseObjects::condition))
            .certificate(base64(status.path("certificate")))
            .ca(base64(status.path("ca")))
            .failureTime(instant(status.path("failureTime")));
    return CertificateRequest.builder()
        .meta(meta(json.path("metadata")))
        .spec(wanted.build())
        .status(found.build())
        .build();
  }

  /** Returns a secret. */
  public static SecretBundle secret(JsonNode json) {
    Map<String, SecretBytes> data = new LinkedHashMap<>();
    json.path("data").properties().forEach(e -> data.put(e.getKey(), bytes(e.getValue())));
    return SecretBundle.builder()
        .meta(meta(json.path("metadata")))
        .secretType(json.path("type").asString(SecretBundle.TYPE_TLS))
        .data(data)
        .build();
  }

  /** Returns metadata, with what is not modelled in its other fields. */
  public static ObjectMeta meta(JsonNode json) {
    Map<String, Object> others = new LinkedHashMap<>();
    for (String key : List.of("managedFields", "generateName", "deletionTimestamp")) {
      if (isThere(json.path(key))) {
        others.put(key, JSON.convertValue(json.path(key), Object.class));
      }
    }
    return ObjectMeta.builder()
        .name(text(json.path("name")))
        .namespace(text(json.path("namespace")))
        .uid(text(json.path("uid")))
        .labels(texts(json.path("labels")))
        .annotations(texts(json.path("annotations")))
        .generation(json.path("generation").asLong(0))
        .creationTimestamp(instant(json.path("creationTimestamp")))
        .ownerReferences(list(json.path("ownerReferences"), CaseObjects::owner))
        .otherFields(others)
        .build();
  }

  /** Returns the status of a certificate. */
  public static CertificateStatus status(JsonNode json) {
    return CertificateStatus.builder()
        .conditions(list(json.path("conditions"), CaseObjects::condition))
        .revision(integer(json.path("revision")))
        .notBefore(instant(json.path("notBefore")))
        .notAfter(instant(json.path("notAfter")))
        .renewalTime(instant(json.path("renewalTime")))
        .lastFailureTime(instant(json.path("lastFailureTime")))
        .failedIssuanceAttempts(integer(json.path("failedIssuanceAttempts")))
        .nextPrivateKeySecretName(nullableText(json.path("nextPrivateKeySecretName")))
        .ari(ari(json.path("acme").path("ari"), null))
        .build();
  }

  /** Returns ACME renewal information with the moment drawn from it; null when there is none. */
  public static @Nullable AriStatus ari(JsonNode json, @Nullable Instant selected) {
    if (!isThere(json)) {
      return null;
    }
    JsonNode window = json.path("suggestedWindow");
    return new AriStatus(
        instant(window.path("start")),
        instant(window.path("end")),
        text(json.path("explanationURL")),
        instant(json.path("lastChecked")),
        instant(json.path("nextCheck")),
        text(json.path("lastError")),
        selected);
  }

  /** Returns a condition. */
  public static Condition condition(JsonNode json) {
    JsonNode generation = json.path("observedGeneration");
    return new Condition(
        text(json.path("type")),
        ConditionStatus.ofManifestName(text(json.path("status"))).orElseThrow(),
        text(json.path("reason")),
        text(json.path("message")),
        instant(json.path("lastTransitionTime")),
        isThere(generation) ? generation.asLong() : null);
  }

  static IssuerRef issuerRef(JsonNode json) {
    return new IssuerRef(
        text(json.path("name")), text(json.path("kind")), text(json.path("group")));
  }

  private static OwnerReference owner(JsonNode json) {
    return new OwnerReference(
        text(json.path("apiVersion")),
        text(json.path("kind")),
        text(json.path("name")),
        text(json.path("uid")),
        json.path("controller").asBoolean(false),
        json.path("blockOwnerDeletion").asBoolean(false));
  }

  private static SecretBytes bytes(JsonNode json) {
    JsonNode base64 = json.path("$base64");
    return base64.isString()
        ? SecretBytes.copyOf(Base64.getDecoder().decode(base64.asString()))
        : SecretBytes.ofUtf8(text(json));
  }

  private static String base64(JsonNode json) {
    return new String(Base64.getMimeDecoder().decode(text(json)), StandardCharsets.ISO_8859_1);
  }

  /** Returns a duration as Go writes it; null when there is none. */
  public static @Nullable Duration duration(JsonNode json) {
    return isThere(json) ? goDuration(text(json)) : null;
  }

  /** Returns a duration as Go writes it, such as {@code -1h30m0.5s}. */
  public static Duration goDuration(String text) {
    Matcher part = DURATION_PART.matcher(text);
    double seconds = 0;
    while (part.find()) {
      double unit =
          switch (part.group(2)) {
            case "h" -> 3600;
            case "m" -> 60;
            case "s" -> 1;
            case "ms" -> 1e-3;
            case "us", "µs" -> 1e-6;
            case "ns" -> 1e-9;
            default -> throw new IllegalArgumentException(text);
          };
      seconds += Double.parseDouble(part.group(1)) * unit;
    }
    Duration duration = Duration.ofNanos(Math.round(seconds * 1e9));
    return text.startsWith("-") ? duration.negated() : duration;
  }

  /** Returns an instant; null when there is none. */
  public static @Nullable Instant instant(JsonNode json) {
    return isThere(json) ? Instant.parse(text(json)) : null;
  }

  /** Returns whether there is a value that is not null. */
  public static boolean isThere(JsonNode json) {
    return !json.isMissingNode() && !json.isNull();
  }

  static String text(JsonNode json) {
    return json.asString("");
  }

  static @Nullable String nullableText(JsonNode json) {
    return isThere(json) ? text(json) : null;
  }

  static @Nullable Integer integer(JsonNode json) {
    return isThere(json) ? Integer.valueOf(json.asInt()) : null;
  }

  static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.properties().forEach(e -> texts.put(e.getKey(), text(e.getValue())));
    return texts;
  }

  static <T> List<T> list(JsonNode json, Function<JsonNode, T> of) {
    List<T> list = new ArrayList<>();
    json.forEach(element -> list.add(of.apply(element)));
    return list;
  }
}
