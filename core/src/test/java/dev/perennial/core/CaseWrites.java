package dev.perennial.core;

import dev.perennial.core.pki.Certificates;
import dev.perennial.core.pki.CsrFacts;
import dev.perennial.core.pki.KeyFacts;
import dev.perennial.core.pki.LeafFacts;
import dev.perennial.core.pki.Pem;
import dev.perennial.core.pki.PemBlock;
import dev.perennial.core.pki.PrivateKeys;
import dev.perennial.model.Annotations;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.Condition;
import dev.perennial.model.Reasons;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceKey;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBundle;
import dev.perennial.model.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes of a controller as text in which all that matters is written out and nothing else, so that
 * cert-manager's and ours can be compared. Names drawn at random become {@code *}; messages, and
 * the parts of a status that only we have, are left out. Immutable.
 */
final class CaseWrites {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DRAWN = "*";

  private final CaseResources resources;
  private final Certificate certificate;

  CaseWrites(CaseResources resources, Certificate certificate) {
    this.resources = resources;
    this.certificate = certificate;
  }

  /** Returns the writes that a row expects: those of its actions, the secret's before them. */
  List<String> expected(JsonNode row) {
    List<String> writes = new ArrayList<>();
    JsonNode published = row.path("testParameters").path("expSecretUpdateDataCall");
    if (CaseObjects.isThere(published)) {
      writes.add(published(published));
    }
    for (JsonNode action : row.path("expected").path("actions")) {
      JsonNode object = action.path("object");
      switch (action.path("verb").asString()) {
        case "get" -> {}
        case "delete" ->
            writes.add(
                deleted(
                    action.path("resource").asString(),
                    resources.name(action.path("name").asString())));
        case "create" -> writes.add(created(resources.read(object)));
        case "patch" -> writes.add(status(applied(action.path("patch").asString())));
        case "update" -> writes.add(status((Certificate) resources.read(object)));
        default -> throw new AssertionError("no such verb: " + action);
      }
    }
    return writes;
  }

  /**
   * A controller that applies a status keeps to the fields that it manages. It cannot remove a
   * condition, so it sets it to False for the reason that it is no longer needed.
   */
  private Certificate applied(String patch) {
    Certificate applied = (Certificate) resources.read(JSON.readTree(patch));
    return applied.toBuilder()
        .status(
            applied.status().toBuilder()
                .nextPrivateKeySecretName(certificate.status().nextPrivateKeySecretName())
                .conditions(
                    applied.status().conditions().stream()
                        .filter(c -> !c.reason().equals(Reasons.ISSUED))
                        .toList())
                .build())
        .build();
  }

  /** Returns what ours wrote. */
  List<String> ours(List<RecordingStore.Write> writes) {
    return writes.stream().map(this::ours).toList();
  }

  private String ours(RecordingStore.Write write) {
    ResourceKey key = write.key();
    if (write.resource() == null) {
      return deleted(plural(key.type()), key.name().name());
    }
    if (write.resource() instanceof SecretBundle secret
        && key.name().equals(certificate.secretName())) {
      return published(secret);
    }
    return write.verb() == RecordingStore.Verb.CREATE
        ? created(write.resource())
        : status(write.as(Certificate.class));
  }

  private static String plural(ResourceType type) {
    return type.equals(ResourceType.SECRET) ? "secrets" : "certificaterequests";
  }

  private static String deleted(String plural, String name) {
    return "delete " + plural + " " + name;
  }

  private String created(Resource resource) {
    if (resource instanceof CertificateRequest request) {
      CsrFacts csr = CsrFacts.read(request.spec().request());
      return String.join(
          " ",
          "create certificaterequests",
          request.meta().name().isEmpty() ? stableName(request) : request.meta().name(),
          metadata(resource),
          String.valueOf(request.spec().duration()),
          request.spec().issuerRef().toString(),
          "ca=" + request.spec().isCa(),
          request.spec().usages().toString(),
          csr.toString());
    }
    SecretBundle secret = (SecretBundle) resource;
    byte[] key = secret.value(SecretBundle.TLS_KEY).orElseThrow().revealBytes();
    String label =
        Pem.decodeFirst(key, Pem.MAX_PRIVATE_KEY_BYTES).map(PemBlock::label).orElseThrow();
    return String.join(
        " ",
        "create secrets",
        drawn(secret.meta().name()),
        metadata(resource),
        secret.data().keySet().toString(),
        label,
        kind(KeyFacts.of(PrivateKeys.publicKey(PrivateKeys.decode(key)))));
  }

  /** Names drawn by the API server were an option once; the other one is the name that we have. */
  private String stableName(CertificateRequest request) {
    return certificate.meta().name()
        + "-"
        + request.meta().annotation(Annotations.CERTIFICATE_REVISION);
  }

  private static String kind(KeyFacts key) {
    return key.algorithm() + "/" + key.size();
  }

  private static String metadata(Resource resource) {
    return new TreeMap<>(resource.meta().labels())
        + " "
        + new TreeMap<>(resource.meta().annotations())
        + " "
        + resource.meta().ownerReferences();
  }

  private String status(Certificate changed) {
    CertificateStatus status = changed.status();
    String conditions =
        status.conditions().stream()
            .map(CaseWrites::condition)
            .collect(Collectors.joining(" ", "[", "]"));
    String next = status.nextPrivateKeySecretName();
    return String.join(
        " ",
        "status " + changed.meta().name(),
        conditions,
        "revision=" + status.revision(),
        "next=" + (next == null ? "" : drawn(next)),
        "failed=" + status.lastFailureTime() + "/" + status.failedIssuanceAttempts(),
        "validity=" + status.notBefore() + "/" + status.notAfter(),
        "renewal=" + status.renewalTime());
  }

  private static String condition(Condition c) {
    return String.join(
        " ",
        c.type() + "=" + c.status(),
        c.reason(),
        "since " + c.lastTransitionTime(),
        "of " + c.observedGeneration());
  }

  private String published(JsonNode call) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("certificate", call.path("CertificateName").asString(""));
    annotations.put("name", call.path("IssuerName").asString(""));
    annotations.put("kind", call.path("IssuerKind").asString(""));
    annotations.put("group", call.path("IssuerGroup").asString(""));
    return published(
        annotations, SecretBytes.ofUtf8(text(call, "PrivateKey")), text(call, "Certificate"));
  }

  private static String text(JsonNode call, String field) {
    return call.path(field).asString();
  }

  private static String published(SecretBundle secret) {
    Map<String, String> annotations = new TreeMap<>();
    Map<String, String> found = secret.meta().annotations();
    annotations.put("certificate", found.getOrDefault(Annotations.CERTIFICATE_NAME, ""));
    annotations.put("name", found.getOrDefault(Annotations.ISSUER_NAME, ""));
    annotations.put("kind", found.getOrDefault(Annotations.ISSUER_KIND, ""));
    annotations.put("group", found.getOrDefault(Annotations.ISSUER_GROUP, ""));
    return published(
        annotations,
        secret.value(SecretBundle.TLS_KEY).orElseThrow(),
        new String(
            secret.value(SecretBundle.TLS_CRT).orElseThrow().revealBytes(),
            StandardCharsets.UTF_8));
  }

  /** A temporary leaf, which names no issuer, is another each time. */
  private static String published(
      Map<String, String> annotations, SecretBytes key, String chainPem) {
    LeafFacts leaf =
        LeafFacts.read(Certificates.decodeFirst(chainPem.getBytes(StandardCharsets.UTF_8)));
    boolean temporary = annotations.get("name").isEmpty();
    return "secret "
        + annotations
        + " leaf="
        + (temporary ? leaf.publicKeyId() : leaf.fingerprint())
        + " key="
        + KeyFacts.of(PrivateKeys.publicKey(PrivateKeys.decode(key.revealBytes()))).publicKeyId();
  }

  /** The API server draws the end of a name, and so do we where the row names none. */
  private String drawn(String name) {
    boolean given =
        resources.all().stream()
            .anyMatch(
                r ->
                    r.meta().name().equals(name)
                        || r instanceof Certificate c
                            && name.equals(c.status().nextPrivateKeySecretName()));
    return given ? name : DRAWN;
  }
}
