package dev.perennial.core.lifecycle;

import dev.perennial.core.Tables;
import dev.perennial.core.manifest.Manifests;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.GoDuration;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A view written as YAML: one of the scenes of {@code scenes.yaml} with the patch of a row over it.
 * Keys, leaves and CSRs are facts with readable names, so that nothing is generated or signed.
 * Immutable.
 *
 * <p>What a certificate asks for now is {@code base}, {@code both} and {@code spec} laid over one
 * another; what was issued last, {@code base}, {@code both} and {@code issued}.
 */
final class Scene {
  private static final JsonNode SCENES = Tables.read(Scene.class, "scenes.yaml");
  private static final String DEFAULT_SINCE = "2026-01-01T00:00:05Z";

  private final JsonNode tree;

  private Scene(JsonNode tree) {
    this.tree = tree;
  }

  /** Returns a named scene with a patch over it. */
  static Scene of(String name, JsonNode patch) {
    JsonNode scene = SCENES.path(name);
    if (scene.isMissingNode()) {
      throw new AssertionError("no scene " + name);
    }
    JsonNode parent = scene.path("on");
    Scene below = parent.isMissingNode() ? null : of(parent.asString(), scene.path("patch"));
    return new Scene(Tables.merged(below == null ? scene.path("patch") : below.tree, patch));
  }

  /** Returns the scene of a row: {@code scene} names it, {@code given} is the patch. */
  static Scene of(JsonNode row) {
    return of(row.path("scene").asString("in-order"), row.path("given"));
  }

  Instant now() {
    return instant(tree.path("now"));
  }

  View view() {
    View.Builder view =
        View.builder()
            .certificate(certificate("spec"))
            .secret(secret())
            .requests(requests())
            .issuer(issuer())
            .rivals(rivals())
            .keystoreProblem(nullableText(tree.path("keystoreProblem")))
            .settings(settings());
    List<PreviousBundle> previous = new ArrayList<>();
    tree.path("previousBundles")
        .properties()
        .forEach(e -> previous.add(new PreviousBundle(e.getKey(), e.getValue().asInt())));
    List<NextKey> owned = new ArrayList<>();
    String named = nullableText(tree.path("status").path("nextPrivateKeySecretName"));
    for (Map.Entry<String, JsonNode> e : tree.path("nextKeys").properties()) {
      NextKey key =
          new NextKey(
              e.getKey(),
              e.getValue().path("owned").asBoolean(true),
              key(e.getValue().path("key")));
      if (key.owned()) {
        owned.add(key);
      }
      if (e.getKey().equals(named)) {
        view.namedKey(key);
      }
    }
    List<ForeignRequest> foreign = new ArrayList<>();
    tree.path("foreignRequests")
        .properties()
        .forEach(e -> foreign.add(new ForeignRequest(e.getKey(), e.getValue().asBoolean())));
    return view.foreignRequests(foreign).previousBundles(previous).nextKeys(owned).build();
  }

  PolicyInput input() {
    return PolicyInput.of(view(), now());
  }

  /** Returns the status that this one becomes when a patch is laid over it. */
  CertificateStatus statusWith(JsonNode patch) {
    return status(Tables.merged(tree.path("status"), patch));
  }

  /** Returns the status that the one of a request becomes when a patch is laid over it. */
  CertificateRequestStatus requestStatusWith(String request, JsonNode patch) {
    return requestStatus(Tables.merged(tree.path("requests").path(request), patch));
  }

  /** Returns the specification that is asked for ({@code spec}) or was issued ({@code issued}). */
  private CertificateSpec spec(String which, JsonNode patch) {
    JsonNode spec = Tables.merged(tree.path("base"), tree.path("both"));
    return spec(Tables.merged(Tables.merged(spec, tree.path(which)), patch));
  }

  /** Returns the specification that a manifest would have. */
  static CertificateSpec spec(JsonNode spec) {
    String text =
        "{\"apiVersion\": \"cert-manager.io/v1\", \"kind\": \"Certificate\", \"metadata\":"
            + " {\"name\": \"x\"}, \"spec\": "
            + (spec.isMissingNode() ? "{}" : spec)
            + "}";
    return ((Certificate) Manifests.read("row", text).get(0)).spec();
  }

  private Certificate certificate(String which) {
    return Certificate.builder()
        .meta(meta(tree.path("meta")))
        .spec(spec(which, tree.path("none")))
        .status(status(tree.path("status")))
        .build();
  }

  private static ObjectMeta meta(JsonNode meta) {
    return ObjectMeta.builder()
        .name(meta.path("name").asString(""))
        .namespace(meta.path("namespace").asString(""))
        .uid(meta.path("uid").asString(""))
        .generation(meta.path("generation").asLong(0))
        .annotations(map(meta.path("annotations")))
        .creationTimestamp(nullableInstant(meta.path("creationTimestamp")))
        .build();
  }

  private SecretFacts secret() {
    JsonNode secret = tree.path("secret");
    if (secret.isMissingNode()) {
      return SecretFacts.ABSENT;
    }
    LeafFacts leaf = secret.path("leaf").isString() ? null : leaf(secret.path("leaf"));
    KeyFacts key = key(secret.path("key"));
    Certificate issued = certificate("issued");
    LeafFacts fallback = leaf == null ? leaf(SCENES.at("/in-order/patch/secret/leaf")) : leaf;
    SecretFacts good =
        SecretFacts.simulated(issued, new KeyFacts(KeyAlgorithm.RSA, 1, ""), fallback);
    SecretFacts.Builder facts = good.toBuilder().key(key).leaf(leaf);
    if (secret.path("key").path("problem").isString()) {
      facts.key(null).keyProblem(secret.path("key").path("problem").asString());
    }
    if (secret.path("leaf").isString()) {
      facts.leafProblem(secret.path("leaf").asString());
    }
    Set<String> files = new LinkedHashSet<>(good.filledKeys());
    for (Map.Entry<String, JsonNode> e : secret.path("files").properties()) {
      if (e.getValue().asBoolean()) {
        files.add(e.getKey());
      } else {
        files.remove(e.getKey());
      }
    }
    if (secret.has("formats")) {
      Set<OutputFormat> formats = new LinkedHashSet<>();
      Tables.texts(secret.path("formats"))
          .forEach(f -> formats.add(OutputFormat.ofManifestName(f).orElseThrow()));
      facts.fittingFormats(formats);
    }
    if (secret.has("keyEncoding")) {
      facts.keyEncoding(
          KeyEncoding.ofManifestName(secret.path("keyEncoding").asString()).orElse(null));
    }
    return facts
        .filledKeys(files)
        .hasData(secret.path("hasData").asBoolean(true))
        .providesCa(secret.path("providesCa").asBoolean(false))
        .keystoresFit(secret.path("keystoresFit").asBoolean(true))
        .chainEnd(nullableInstant(secret.path("chainEnd")))
        .caNotAfter(nullableInstant(secret.path("caNotAfter")))
        .meta(secretMeta(good.meta(), secret))
        .build();
  }

  private ObjectMeta secretMeta(ObjectMeta good, JsonNode secret) {
    ObjectMeta.Builder meta =
        good.toBuilder()
            .labels(patched(good.labels(), secret.path("labels")))
            .annotations(patched(good.annotations(), secret.path("annotations")));
    if (secret.path("noAnnotations").asBoolean(false)) {
      meta.annotations(Map.of());
    }
    if (secret.path("owner").isString()) {
      meta.ownerReferences(
          List.of(
              new OwnerReference(
                  "cert-manager.io/v1",
                  "Certificate",
                  tree.path("meta").path("name").asString(),
                  secret.path("owner").asString(),
                  true,
                  true)));
    }
    return meta.build();
  }

  private static Map<String, String> patched(Map<String, String> map, JsonNode patch) {
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

  private static @Nullable KeyFacts key(JsonNode key) {
    if (!key.path("id").isString()) {
      return null;
    }
    KeyAlgorithm algorithm =
        KeyAlgorithm.ofManifestName(key.path("algorithm").asString("ECDSA")).orElseThrow();
    return new KeyFacts(algorithm, key.path("size").asInt(256), key.path("id").asString());
  }

  private @Nullable LeafFacts leaf(JsonNode leaf) {
    if (!leaf.isObject()) {
      return null;
    }
    LeafFacts simple =
        LeafFacts.simulated(
            spec(leaf.path("of").asString("issued"), leaf.path("spec")),
            leaf.path("key").asString(),
            instant(leaf.path("notBefore")),
            instant(leaf.path("notAfter")),
            leaf.path("id").asString());
    return new LeafFacts(
        simple.subject(),
        simple.names(),
        simple.publicKeyId(),
        simple.notBefore(),
        simple.notAfter(),
        simple.serial(),
        simple.fingerprint(),
        simple.isCa(),
        leaf.path("selfIssued").asBoolean(false));
  }

  private List<RequestFacts> requests() {
    List<RequestFacts> requests = new ArrayList<>();
    tree.path("requests")
        .properties()
        .forEach(e -> requests.add(request(e.getKey(), e.getValue())));
    return requests;
  }

  private RequestFacts request(String name, JsonNode request) {
    CertificateSpec asked = spec(request.path("of").asString("spec"), request.path("spec"));
    CertificateRequest resource =
        CertificateRequest.builder()
            .meta(ObjectMeta.builder().name(name).namespace("prod").build())
            .spec(
                CertificateRequestSpec.builder()
                    .duration(asked.duration())
                    .issuerRef(asked.issuerRef())
                    .isCa(asked.isCa())
                    .usages(asked.usages())
                    .build())
            .status(requestStatus(request))
            .build();
    boolean decodes = !request.path("csr").isString();
    CsrFacts csr = decodes ? CsrFacts.expectedOf(asked, request.path("key").asString()) : null;
    return new RequestFacts(
        resource,
        request.path("revision").isInt() ? Integer.valueOf(request.path("revision").asInt()) : null,
        csr,
        decodes ? "" : request.path("csr").asString(),
        leaf(request.path("leaf")));
  }

  private static CertificateRequestStatus requestStatus(JsonNode request) {
    return CertificateRequestStatus.builder()
        .conditions(conditions(request.path("conditions")))
        .failureTime(nullableInstant(request.path("failureTime")))
        .signingTime(nullableInstant(request.path("signingTime")))
        .retryTime(nullableInstant(request.path("retryTime")))
        .build();
  }

  private static CertificateStatus status(JsonNode status) {
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
        .ari(ari(status.path("ari")))
        .build();
  }

  static @Nullable AriStatus ari(JsonNode ari) {
    return ari.isObject()
        ? new AriStatus(
            nullableInstant(ari.path("start")),
            nullableInstant(ari.path("end")),
            "",
            null,
            null,
            "",
            nullableInstant(ari.path("selected")))
        : null;
  }

  /** A condition is a text such as {@code "True Renewing"}, or a map that says more. */
  private static List<Condition> conditions(JsonNode conditions) {
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

  private IssuerFacts issuer() {
    JsonNode issuer = tree.path("issuer");
    return new IssuerFacts(
        IssuerFacts.State.valueOf(issuer.path("state").asString("READY")),
        issuer.path("message").asString(""),
        nullableText(issuer.path("signingCa")),
        nullableInstant(issuer.path("signingCaSince")));
  }

  private List<Certificate> rivals() {
    List<Certificate> rivals = new ArrayList<>();
    for (Map.Entry<String, JsonNode> e : tree.path("rivals").properties()) {
      rivals.add(
          Certificate.builder()
              .meta(
                  ObjectMeta.builder()
                      .name(e.getKey())
                      .namespace("prod")
                      .creationTimestamp(nullableInstant(e.getValue()))
                      .build())
              .spec(spec("spec", tree.path("none")))
              .build());
    }
    return rivals;
  }

  Settings settings() {
    return settings(tree.path("settings"));
  }

  static Settings settings(JsonNode s) {
    Settings.Builder settings = Settings.builder();
    duration(s, "initialBackoff", settings::initialBackoff);
    duration(s, "maximumBackoff", settings::maximumBackoff);
    duration(s, "signingDeadline", settings::signingDeadline);
    duration(s, "loopWindow", settings::loopWindow);
    duration(s, "caChangePace", settings::caChangePace);
    duration(s, "duplicateRecheck", settings::duplicateRecheck);
    return settings
        .renewalSpread(s.path("renewalSpread").asDouble(0))
        .previousBundles(s.path("previousBundles").asInt(1))
        .reissueOnCaChange(s.path("reissueOnCaChange").asBoolean(true))
        .reissueOnNameConstraintsChange(s.path("reissueOnNameConstraintsChange").asBoolean(true))
        .ownSecrets(s.path("ownSecrets").asBoolean(false))
        .build();
  }

  private static void duration(JsonNode tree, String field, Consumer<Duration> to) {
    if (tree.has(field)) {
      to.accept(GoDuration.parse(tree.path(field).asString()));
    }
  }

  private static Map<String, String> map(JsonNode map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return texts;
  }

  private static Instant instant(JsonNode text) {
    return Instant.parse(text.asString());
  }

  static @Nullable Instant nullableInstant(JsonNode text) {
    return text.isString() ? Instant.parse(text.asString()) : null;
  }

  private static @Nullable String nullableText(JsonNode text) {
    return text.isString() ? text.asString() : null;
  }

  private static @Nullable Integer integer(JsonNode number) {
    return number.isInt() ? Integer.valueOf(number.asInt()) : null;
  }
}
