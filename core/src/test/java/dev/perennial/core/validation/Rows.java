package dev.perennial.core.validation;

import dev.perennial.core.CaseObjects;
import dev.perennial.core.pki.RequestCheck;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.Validation;
import dev.perennial.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recorded answers of the webhook, and ours to the same manifests, in the form "Type path". */
final class Rows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Rows() {}

  /** Returns what cert-manager found, at paths that exist in the manifest. */
  static Set<String> theirs(JsonNode errors, JsonNode manifest) {
    Set<String> found = new TreeSet<>();
    errors.forEach(
        e ->
            found.add(
                e.path("type").asString().replace("FieldValue", "")
                    + " "
                    + Misnomers.corrected(e.path("field").asString(), manifest)));
    return found;
  }

  /** Returns what our rules find, at paths in the same form. */
  static Set<String> ours(List<Violation> violations) {
    Set<String> found = new TreeSet<>();
    violations.forEach(
        v -> found.add(v.rule().title() + " " + Misnomers.withoutTypeIndex(v.path().text())));
    return found;
  }

  static Set<String> theirs(JsonNode row) {
    return theirs(row.path("expected").path("webhookErrors"), row.path("manifest"));
  }

  static Set<String> ours(JsonNode row) {
    Resource resource = read(row.path("manifest"));
    return ours(
        resource instanceof CertificateRequest request
            ? RequestCheck.check(request)
            : Validation.check(resource));
  }

  /** Decides the rows in which something differs, all of it at paths of a form. */
  static Predicate<JsonNode> differsAt(String path) {
    return row -> decide(row, path, false);
  }

  /**
   * Decides the rows in which ours adds violations at paths of a form, and nothing differs else.
   */
  static Predicate<JsonNode> addsAt(String path) {
    return row -> decide(row, path, true);
  }

  private static boolean decide(JsonNode row, String path, boolean oursHoldsAll) {
    Set<String> theirs = theirs(row);
    Set<String> ours;
    try {
      ours = ours(row);
    } catch (AssertionError e) {
      return false;
    }
    Set<String> differing = new TreeSet<>(theirs);
    differing.removeAll(ours);
    if (oursHoldsAll && !differing.isEmpty()) {
      return false;
    }
    ours.stream().filter(v -> !theirs.contains(v)).forEach(differing::add);
    return !differing.isEmpty()
        && differing.stream().allMatch(v -> v.substring(v.indexOf(' ') + 1).matches(path));
  }

  static Resource read(JsonNode manifest) {
    return switch (manifest.path("kind").asString()) {
      case "Certificate" -> certificate(manifest);
      case "CertificateRequest" -> request(manifest);
      default -> issuer(manifest);
    };
  }

  private static Certificate certificate(JsonNode manifest) {
    try {
      return CaseObjects.certificate(manifest);
    } catch (RuntimeException e) {
      throw new AssertionError("the model cannot hold it", e);
    }
  }

  /** Returns a request; the rows leave out its name, which the manifest reader asks for. */
  static CertificateRequest request(JsonNode manifest) {
    try {
      CertificateRequest read = CaseObjects.request(manifest);
      ObjectMeta named = read.meta().toBuilder().name("request").build();
      return read.toBuilder().meta(named).build();
    } catch (RuntimeException e) {
      throw new AssertionError("the model cannot hold it", e);
    }
  }

  private static Issuer issuer(JsonNode manifest) {
    boolean cluster = manifest.path("kind").asString().equals("ClusterIssuer");
    @SuppressWarnings("unchecked")
    Map<String, Object> spec = JSON.convertValue(manifest.path("spec"), Map.class);
    return Issuer.builder()
        .type(cluster ? ResourceType.CLUSTER_ISSUER : ResourceType.ISSUER)
        .meta(CaseObjects.meta(manifest.path("metadata")))
        .spec(IssuerSpec.of(spec))
        .build();
  }
}
