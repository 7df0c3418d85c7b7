package dev.perennial.core.lifecycle;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.CertificateSpec;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    return SceneReader.instant(tree.path("now"));
  }

  View view() {
    View.Builder view =
        View.builder()
            .certificate(certificate("spec"))
            .secret(secret())
            .requests(requests())
            .issuer(issuer())
            .rivals(rivals())
            .keystoreProblem(SceneReader.nullableText(tree.path("keystoreProblem")))
            .settings(settings());
    List<PreviousBundle> previous = new ArrayList<>();
    tree.path("previousBundles")
        .properties()
        .forEach(e -> previous.add(previousBundle(e.getKey(), e.getValue())));
    List<NextKey> owned = new ArrayList<>();
    String named = SceneReader.nullableText(tree.path("status").path("nextPrivateKeySecretName"));
    for (Map.Entry<String, JsonNode> e : tree.path("nextKeys").properties()) {
      NextKey key =
          new NextKey(
              e.getKey(),
              e.getValue().path("owned").asBoolean(true),
              SceneReader.key(e.getValue().path("key")));
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

  /** A number is the revision of a bundle of ours; a list of it, of a stranger's secret. */
  private static PreviousBundle previousBundle(String name, JsonNode revision) {
    return revision.isArray()
        ? new PreviousBundle(name, revision.path(0).asInt(), false)
        : new PreviousBundle(name, revision.asInt(), true);
  }

  PolicyInput input() {
    return PolicyInput.of(view(), now());
  }

  /** Returns the status that this one becomes when a patch is laid over it. */
  CertificateStatus statusWith(JsonNode patch) {
    return SceneReader.status(Tables.merged(tree.path("status"), patch));
  }

  /** Returns the status that the one of a request becomes when a patch is laid over it. */
  CertificateRequestStatus requestStatusWith(String request, JsonNode patch) {
    return SceneReader.requestStatus(Tables.merged(tree.path("requests").path(request), patch));
  }

  /** Returns the specification that is asked for ({@code spec}) or was issued ({@code issued}). */
  private CertificateSpec spec(String which, JsonNode patch) {
    JsonNode spec = Tables.merged(tree.path("base"), tree.path("both"));
    return SceneReader.spec(Tables.merged(Tables.merged(spec, tree.path(which)), patch));
  }

  private Certificate certificate(String which) {
    return Certificate.builder()
        .meta(SceneReader.meta(tree.path("meta")))
        .spec(spec(which, tree.path("none")))
        .status(SceneReader.status(tree.path("status")))
        .build();
  }

  private @Nullable LeafFacts leaf(JsonNode leaf) {
    if (!leaf.isObject()) {
      return null;
    }
    LeafFacts simple =
        LeafFacts.simulated(
            spec(leaf.path("of").asString("issued"), leaf.path("spec")),
            leaf.path("key").asString(),
            SceneReader.instant(leaf.path("notBefore")),
            SceneReader.instant(leaf.path("notAfter")),
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

  private SecretFacts secret() {
    JsonNode secret = tree.path("secret");
    if (secret.isMissingNode()) {
      return SecretFacts.ABSENT;
    }
    LeafFacts leaf = leaf(secret.path("leaf"));
    LeafFacts good = leaf == null ? leaf(SCENES.at("/in-order/patch/secret/leaf")) : leaf;
    return new SceneSecret(secret, certificate("issued"), good).facts(leaf);
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
            .status(SceneReader.requestStatus(request))
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

  private IssuerFacts issuer() {
    JsonNode issuer = tree.path("issuer");
    return new IssuerFacts(
        IssuerFacts.State.valueOf(issuer.path("state").asString("READY")),
        issuer.path("message").asString(""),
        SceneReader.nullableText(issuer.path("signingCa")),
        SceneReader.nullableInstant(issuer.path("signingCaSince")),
        issuer.path("advises").asBoolean(false),
        SceneReader.nullableInstant(issuer.path("since")));
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
                      .creationTimestamp(SceneReader.nullableInstant(e.getValue()))
                      .build())
              .spec(spec("spec", tree.path("none")))
              .build());
    }
    return rivals;
  }

  Settings settings() {
    return SceneReader.settings(tree.path("settings"));
  }
}
