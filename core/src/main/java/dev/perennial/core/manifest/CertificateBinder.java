package dev.perennial.core.manifest;

import dev.perennial.model.AriStatus;
import dev.perennial.model.Certificate;
import dev.perennial.model.CertificateStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceType;
import dev.perennial.model.RevocationReason;
import dev.perennial.model.RevocationStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates, in and out. */
final class CertificateBinder {
  private CertificateBinder() {}

  static Certificate read(FieldReader root, ObjectMeta meta) {
    return Certificate.builder()
        .meta(meta)
        .spec(SpecBinder.read(root.object("spec")))
        .status(status(root.object("status")))
        .build();
  }

  private static CertificateStatus status(FieldReader s) {
    return CertificateStatus.builder()
        .conditions(MetaBinder.conditions(s))
        .revision(s.intOrNull("revision"))
        .notBefore(s.instantOrNull("notBefore"))
        .notAfter(s.instantOrNull("notAfter"))
        .renewalTime(s.instantOrNull("renewalTime"))
        .lastFailureTime(s.instantOrNull("lastFailureTime"))
        .failedIssuanceAttempts(s.intOrNull("failedIssuanceAttempts"))
        .nextPrivateKeySecretName(s.textOrNull("nextPrivateKeySecretName"))
        .ari(s.object("acme").objectOrNull("ari", CertificateBinder::ari))
        .nextAttemptTime(s.instantOrNull("nextAttemptTime"))
        .lastIssuanceTime(s.instantOrNull("lastIssuanceTime"))
        .lastIssuanceReason(s.textOrNull("lastIssuanceReason"))
        .repeatedIssuances(s.intOrNull("repeatedIssuances"))
        .triedIssuers(s.intOrNull("triedIssuers"))
        .revocation(s.objectOrNull("revocation", CertificateBinder::revocation))
        .compromisedKeys(s.texts("compromisedKeys"))
        .build();
  }

  private static AriStatus ari(FieldReader ari) {
    FieldReader window = ari.object("suggestedWindow");
    return new AriStatus(
        window.instantOrNull("start"),
        window.instantOrNull("end"),
        ari.text("explanationURL"),
        ari.instantOrNull("lastChecked"),
        ari.instantOrNull("nextCheck"),
        ari.text("lastError"),
        ari.instantOrNull("selectedTime"));
  }

  private static RevocationStatus revocation(FieldReader r) {
    Integer retries = r.intOrNull("retries");
    Instant requested = r.instantOrNull("requestTime");
    return new RevocationStatus(
        RevocationReason.ofManifestName(r.text("reason")).orElse(RevocationReason.UNSPECIFIED),
        r.flag("withCertificateKey"),
        SpecBinder.issuerRef(r),
        r.text("certificate"),
        r.text("fingerprint"),
        requested == null ? Instant.EPOCH : requested,
        r.instantOrNull("revocationTime"),
        r.instantOrNull("retryTime"),
        retries == null ? 0 : retries,
        r.text("lastError"));
  }

  private static @Nullable Map<String, Object> revocation(@Nullable RevocationStatus r) {
    return r == null
        ? null
        : new Tree()
            .text("reason", r.reason().manifestName())
            .flag("withCertificateKey", r.withCertificateKey())
            .value("issuerRef", SpecWriter.issuerRef(r.issuer()))
            .text("certificate", r.certificate())
            .text("fingerprint", r.fingerprint())
            .time("requestTime", r.requestTime())
            .time("revocationTime", r.revocationTime())
            .time("retryTime", r.retryTime())
            .value("retries", r.retries() == 0 ? null : r.retries())
            .text("lastError", r.lastError())
            .fields();
  }

  static Map<String, Object> write(Certificate certificate) {
    return new Tree()
        .text("apiVersion", ResourceType.CERT_MANAGER_GROUP + "/v1")
        .text("kind", "Certificate")
        .map("metadata", MetaBinder.write(certificate.meta()))
        .value("spec", SpecBinder.write(certificate.spec()))
        .map("status", status(certificate.status()))
        .fields();
  }

  private static Map<String, Object> status(CertificateStatus s) {
    return new Tree()
        .list("conditions", MetaBinder.conditions(s.conditions()))
        .value("revision", s.revision())
        .time("notBefore", s.notBefore())
        .time("notAfter", s.notAfter())
        .time("renewalTime", s.renewalTime())
        .time("lastFailureTime", s.lastFailureTime())
        .value("failedIssuanceAttempts", s.failedIssuanceAttempts())
        .value("nextPrivateKeySecretName", s.nextPrivateKeySecretName())
        .value("acme", ari(s.ari()))
        .time("nextAttemptTime", s.nextAttemptTime())
        .time("lastIssuanceTime", s.lastIssuanceTime())
        .value("lastIssuanceReason", s.lastIssuanceReason())
        .value("repeatedIssuances", s.repeatedIssuances())
        .value("triedIssuers", s.triedIssuers())
        .value("revocation", revocation(s.revocation()))
        .list("compromisedKeys", s.compromisedKeys())
        .fields();
  }

  private static @Nullable Map<String, Object> ari(@Nullable AriStatus ari) {
    if (ari == null) {
      return null;
    }
    Map<String, Object> window =
        new Tree().time("start", ari.windowStart()).time("end", ari.windowEnd()).fields();
    return Map.of(
        "ari",
        new Tree()
            .map("suggestedWindow", window)
            .text("explanationURL", ari.explanationUrl())
            .time("lastChecked", ari.lastChecked())
            .time("nextCheck", ari.nextCheck())
            .text("lastError", ari.lastError())
            .time("selectedTime", ari.selectedTime())
            .fields());
  }
}
