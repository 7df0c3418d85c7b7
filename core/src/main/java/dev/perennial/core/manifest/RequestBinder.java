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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificate requests, in and out. */
final class RequestBinder {
  private RequestBinder() {}

  static CertificateRequest read(FieldReader root, ObjectMeta meta) {
    return CertificateRequest.builder()
        .meta(meta)
        .spec(spec(root.object("spec")))
        .status(status(root.object("status")))
        .build();
  }

  private static CertificateRequestSpec spec(FieldReader s) {
    return CertificateRequestSpec.builder()
        .duration(s.durationOrNull("duration"))
        .issuerRef(SpecBinder.issuerRef(s))
        .request(orEmpty(s.bytesOrNull("request")))
        .isCa(s.flag("isCA"))
        .usages(s.choices("usages", KeyUsage::ofManifestName))
        .username(s.text("username"))
        .uid(s.text("uid"))
        .groups(s.texts("groups"))
        .extra(s.textsMap("extra"))
        .build();
  }

  private static CertificateRequestStatus status(FieldReader s) {
    String checkpoint = s.bytesOrNull("checkpoint");
    return CertificateRequestStatus.builder()
        .conditions(MetaBinder.conditions(s))
        .certificate(orEmpty(s.bytesOrNull("certificate")))
        .ca(orEmpty(s.bytesOrNull("ca")))
        .failureTime(s.instantOrNull("failureTime"))
        .checkpoint(
            checkpoint == null
                ? null
                : SecretBytes.copyOf(checkpoint.getBytes(StandardCharsets.ISO_8859_1)))
        .retryTime(s.instantOrNull("retryTime"))
        .retries(s.intOrNull("retries"))
        .signingTime(s.instantOrNull("signingTime"))
        .build();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static Map<String, Object> write(CertificateRequest request) {
    CertificateRequestSpec s = request.spec();
    Map<String, Object> spec =
        new Tree()
            .duration("duration", s.duration())
            .value("issuerRef", SpecWriter.issuerRef(s.issuerRef()))
            .required("request", base64(s.request()))
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
        .text("certificate", base64(s.certificate()))
        .text("ca", base64(s.ca()))
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

  private static String base64(String bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
