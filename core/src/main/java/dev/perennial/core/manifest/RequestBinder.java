package dev.perennial.core.manifest;

import dev.perennial.model.CertificateRequest;
import dev.perennial.model.CertificateRequestSpec;
import dev.perennial.model.CertificateRequestStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceType;
import dev.perennial.model.SecretBytes;
import dev.perennial.model.x509.KeyUsage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificate requests, in and out. */
final class RequestBinder {
  private RequestBinder() {}

  static CertificateRequest read(FieldReader root, ObjectMeta meta) {
    FieldReader spec = root.object("spec");
    CertificateRequestSpec asked = spec(spec);
    spec.end();
    CertificateRequestStatus status = root.objectOrNull("status", RequestBinder::status);
    return CertificateRequest.builder()
        .meta(meta)
        .spec(asked)
        .status(status == null ? CertificateRequestStatus.NONE : status)
        .build();
  }

  private static CertificateRequestSpec spec(FieldReader s) {
    Map<String, List<String>> extra = new LinkedHashMap<>();
    if (s.has("extra")) {
      FieldReader fields = s.object("extra");
      fields.values().keySet().forEach(key -> extra.put(key, fields.texts(key)));
    }
    return CertificateRequestSpec.builder()
        .duration(s.durationOrNull("duration"))
        .issuerRef(SpecBinder.issuerRef(s))
        .request(bytes(s, "request"))
        .isCa(s.flag("isCA"))
        .usages(s.choices("usages", KeyUsage::ofManifestName, SpecBinder.USAGES))
        .username(s.text("username"))
        .uid(s.text("uid"))
        .groups(s.texts("groups"))
        .extra(extra)
        .build();
  }

  private static CertificateRequestStatus status(FieldReader s) {
    String checkpoint = bytes(s, "checkpoint");
    return CertificateRequestStatus.builder()
        .conditions(MetaBinder.conditions(s))
        .certificate(bytes(s, "certificate"))
        .ca(bytes(s, "ca"))
        .failureTime(s.instantOrNull("failureTime"))
        .checkpoint(
            checkpoint.isEmpty()
                ? null
                : SecretBytes.copyOf(checkpoint.getBytes(StandardCharsets.ISO_8859_1)))
        .retryTime(s.instantOrNull("retryTime"))
        .retries(s.intOrNull("retries"))
        .signingTime(s.instantOrNull("signingTime"))
        .build();
  }

  /** Reads base64 into bytes, each as one character of ISO 8859-1. */
  private static String bytes(FieldReader s, String name) {
    byte[] bytes = s.parsed(name, SecretBinder::base64);
    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static Map<String, Object> write(CertificateRequest request) {
    CertificateRequestSpec s = request.spec();
    Map<String, Object> spec =
        new Tree()
            .duration("duration", s.duration())
            .map("issuerRef", SpecWriter.issuerRef(s.issuerRef()))
            .value("request", base64(s.request()))
            .flag("isCA", s.isCa())
            .list("usages", SpecWriter.usages(s.usages()))
            .text("username", s.username())
            .text("uid", s.uid())
            .list("groups", s.groups())
            .map("extra", s.extra())
            .fields();
    return new Tree()
        .text("apiVersion", ResourceType.CERT_MANAGER_GROUP + "/v1")
        .text("kind", "CertificateRequest")
        .map("metadata", MetaBinder.write(request.meta()))
        .value("spec", spec)
        .map("status", status(request.status()))
        .fields();
  }

  private static Map<String, Object> status(CertificateRequestStatus s) {
    SecretBytes checkpoint = s.checkpoint();
    return new Tree()
        .list("conditions", MetaBinder.conditions(s.conditions()))
        .value("certificate", base64(s.certificate()))
        .value("ca", base64(s.ca()))
        .time("failureTime", s.failureTime())
        .value(
            "checkpoint",
            checkpoint == null
                ? null
                : Base64.getEncoder().encodeToString(checkpoint.revealBytes()))
        .time("retryTime", s.retryTime())
        .value("retries", s.retries())
        .time("signingTime", s.signingTime())
        .fields();
  }

  private static @Nullable String base64(String bytes) {
    return bytes.isEmpty()
        ? null
        : Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
