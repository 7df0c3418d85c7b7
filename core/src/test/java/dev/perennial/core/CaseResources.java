package dev.perennial.core;

import dev.perennial.core.manifest.Manifests;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.Condition;
import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerRef;
import dev.perennial.model.Labels;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.SecretBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The objects of a recorded row as a store of ours takes them. Three things are put right on the
 * way: names that a row leaves out although the API server demands them; a generation of zero,
 * which Go leaves out; and names of requests and next keys that no controller could have given, for
 * cert-manager's all begin with the certificate's. Immutable.
 */
final class CaseResources {
  private static final String UNNAMED = "unnamed";

  private final List<Resource> resources = new ArrayList<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final String certificateName;

  CaseResources(JsonNode objects, String certificateName) {
    this.certificateName = certificateName;
    List<Resource> read = new ArrayList<>();
    objects.forEach(json -> read.add(parse(json)));
    read.forEach(this::chooseName);
    read.forEach(resource -> resources.add(rename(resource)));
  }

  /** Returns the objects. */
  List<Resource> all() {
    return List.copyOf(resources);
  }

  /** Returns an object of the row's expectation, put right in the same way. */
  Resource read(JsonNode json) {
    return rename(parse(json));
  }

  /** Returns the name here of what the row names so. */
  String name(String name) {
    return renamed.getOrDefault(name, name);
  }

  private void chooseName(Resource resource) {
    boolean made =
        resource instanceof CertificateRequest
            || "true".equals(resource.meta().label(Labels.NEXT_PRIVATE_KEY));
    String name = resource.meta().name();
    if (made
        && !resource.meta().ownerReferences().isEmpty()
        && !name.startsWith(certificateName + "-")) {
      renamed.put(name, certificateName + "-" + name);
    }
  }

  private Resource rename(Resource resource) {
    ObjectMeta meta = resource.meta().toBuilder().name(name(resource.meta().name())).build();
    if (resource instanceof Certificate c) {
      String next = c.status().nextPrivateKeySecretName();
      return c.toBuilder()
          .status(
              c.status().toBuilder()
                  .nextPrivateKeySecretName(next == null ? null : name(next))
                  .build())
          .build();
    }
    if (resource instanceof CertificateRequest r) {
      return r.toBuilder().meta(meta).build();
    }
    if (resource instanceof Issuer) {
      return resource;
    }
    return ((SecretBundle) resource).toBuilder().meta(meta).build();
  }

  private static Resource parse(JsonNode json) {
    return switch (json.path("kind").asString()) {
      case "Certificate" -> certificate(json);
      case "CertificateRequest" -> request(json);
      case "Secret" -> CaseObjects.secret(json);
      case "Issuer" -> (Issuer) Manifests.read("row", json.toString()).get(0);
      default -> throw new AssertionError("no such kind: " + json.path("kind"));
    };
  }

  /** Returns the first certificate among objects, by the names of the row. */
  static Certificate certificateIn(JsonNode objects) {
    return objects
        .valueStream()
        .filter(object -> object.path("kind").asString().equals("Certificate"))
        .map(CaseResources::certificate)
        .findFirst()
        .orElseThrow();
  }

  static Certificate certificate(JsonNode json) {
    Certificate read = CaseObjects.certificate(json);
    String secretName = read.spec().secretName();
    return read.toBuilder()
        .spec(
            read.spec().toBuilder()
                .secretName(secretName.isEmpty() ? UNNAMED : secretName)
                .issuerRef(named(read.spec().issuerRef()))
                .build())
        .status(
            read.status().toBuilder()
                .conditions(read.status().conditions().stream().map(CaseResources::whole).toList())
                .build())
        .build();
  }

  static CertificateRequest request(JsonNode json) {
    CertificateRequest read = CaseObjects.request(json);
    return read.toBuilder()
        .spec(read.spec().toBuilder().issuerRef(named(read.spec().issuerRef())).build())
        .build();
  }

  private static IssuerRef named(IssuerRef ref) {
    return ref.name().isEmpty() ? new IssuerRef(UNNAMED, ref.kind(), ref.group()) : ref;
  }

  private static Condition whole(Condition c) {
    Long generation = c.observedGeneration();
    return new Condition(
        c.type(),
        c.status(),
        c.reason(),
        c.message(),
        c.lastTransitionTime(),
        generation == null ? Long.valueOf(0) : generation);
  }
}
