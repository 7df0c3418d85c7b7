package dev.perennial.core.lifecycle;

import dev.perennial.core.Tables;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.model.Certificate;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import dev.perennial.model.x509.KeyAlgorithm;
import dev.perennial.model.x509.KeyEncoding;
import dev.perennial.model.x509.OutputFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The secret of a {@link Scene}: as the issuance left it, with what its tree changes. */
final class SceneSecret {
  private final JsonNode tree;
  private final Certificate issued;
  private final SecretFacts good;

  /**
   * Returns the secret of a tree.
   *
   * @param issued the certificate as it was when the leaf was issued
   * @param good the leaf that was issued, which gives the annotations
   */
  SceneSecret(JsonNode tree, Certificate issued, LeafFacts good) {
    this.tree = tree;
    this.issued = issued;
    this.good = SecretFacts.simulated(issued, new KeyFacts(KeyAlgorithm.RSA, 1, ""), good);
  }

  /** Returns the facts; {@code leaf} is null when the tree says why there is none. */
  SecretFacts facts(@Nullable LeafFacts leaf) {
    JsonNode problem = tree.path("key").path("problem");
    SecretFacts.Builder facts =
        good.toBuilder()
            .key(problem.isString() ? null : SceneReader.key(tree.path("key")))
            .keyProblem(problem.asString(""))
            .leaf(leaf)
            .leafProblem(leaf == null ? tree.path("leaf").asString("") : "");
    if (tree.has("formats")) {
      facts.fittingFormats(formats());
    }
    if (tree.has("keyEncoding")) {
      facts.keyEncoding(
          KeyEncoding.ofManifestName(tree.path("keyEncoding").asString()).orElse(null));
    }
    return facts
        .filledKeys(files())
        .hasData(tree.path("hasData").asBoolean(true))
        .providesCa(tree.path("providesCa").asBoolean(false))
        .keystoresFit(tree.path("keystoresFit").asBoolean(true))
        .chainEnd(SceneReader.nullableInstant(tree.path("chainEnd")))
        .caNotAfter(SceneReader.nullableInstant(tree.path("caNotAfter")))
        .meta(meta())
        .build();
  }

  private Set<OutputFormat> formats() {
    Set<OutputFormat> formats = new LinkedHashSet<>();
    Tables.texts(tree.path("formats"))
        .forEach(f -> formats.add(OutputFormat.ofManifestName(f).orElseThrow()));
    return formats;
  }

  private Set<String> files() {
    Set<String> files = new LinkedHashSet<>(good.filledKeys());
    for (Map.Entry<String, JsonNode> e : tree.path("files").properties()) {
      if (e.getValue().asBoolean()) {
        files.add(e.getKey());
      } else {
        files.remove(e.getKey());
      }
    }
    return files;
  }

  private ObjectMeta meta() {
    boolean bare = tree.path("noAnnotations").asBoolean(false);
    Map<String, String> annotations = bare ? Map.of() : good.meta().annotations();
    ObjectMeta.Builder meta =
        good.meta().toBuilder()
            .labels(SceneReader.patched(good.meta().labels(), tree.path("labels")))
            .annotations(SceneReader.patched(annotations, tree.path("annotations")));
    if (tree.path("owner").isString()) {
      String uid = tree.path("owner").asString();
      meta.ownerReferences(
          List.of(
              new OwnerReference(
                  "cert-manager.io/v1", "Certificate", issued.meta().name(), uid, true, true)));
    }
    return meta.build();
  }
}
