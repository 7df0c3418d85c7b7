package dev.perennial.core.manifest;

import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.IssuerStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Issuers, in and out. */
final class IssuerBinder {
  /** Types whose own fields are read by their provider, as they stand. */
  private static final List<String> OPAQUE = List.of("acme", "vault", "venafi");

  private IssuerBinder() {}

  static Issuer read(FieldReader root, ObjectMeta meta, ResourceType type) {
    Map<String, Object> spec =
        type.group().equals(ResourceType.CERT_MANAGER_GROUP)
            ? builtIn(root.object("spec"))
            : root.object("spec").values();
    IssuerStatus status = root.objectOrNull("status", IssuerBinder::status);
    return Issuer.builder()
        .type(type)
        .meta(meta)
        .spec(IssuerSpec.of(spec))
        .status(status == null ? IssuerStatus.NONE : status)
        .build();
  }

  private static Map<String, Object> builtIn(FieldReader spec) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (spec.has("ca")) {
      FieldReader ca = spec.object("ca");
      fields.put(
          "ca",
          new Tree()
              .text("secretName", ca.text("secretName"))
              .list("crlDistributionPoints", ca.texts("crlDistributionPoints"))
              .list("ocspServers", ca.texts("ocspServers"))
              .list("issuingCertificateURLs", ca.texts("issuingCertificateURLs"))
              .fields());
      ca.end();
    }
    if (spec.has("selfSigned")) {
      FieldReader self = spec.object("selfSigned");
      fields.put(
          "selfSigned",
          new Tree().list("crlDistributionPoints", self.texts("crlDistributionPoints")).fields());
      self.end();
    }
    for (String name : OPAQUE) {
      if (spec.has(name)) {
        fields.put(name, spec.object(name).values());
      }
    }
    spec.end();
    return fields;
  }

  private static IssuerStatus status(FieldReader s) {
    return IssuerStatus.builder()
        .conditions(MetaBinder.conditions(s))
        .acme(s.has("acme") ? s.object("acme").values() : Map.of())
        .signingCa(s.has("signingCA") ? s.text("signingCA") : null)
        .signingCaSince(s.instantOrNull("signingCASince"))
        .retryTime(s.instantOrNull("retryTime"))
        .failedChecks(s.intOrNull("failedChecks"))
        .build();
  }

  static Map<String, Object> write(Issuer issuer) {
    IssuerStatus s = issuer.status();
    Map<String, Object> status =
        new Tree()
            .list("conditions", MetaBinder.conditions(s.conditions()))
            .map("acme", s.acme())
            .value("signingCA", s.signingCa())
            .time("signingCASince", s.signingCaSince())
            .time("retryTime", s.retryTime())
            .value("failedChecks", s.failedChecks())
            .fields();
    return new Tree()
        .text("apiVersion", issuer.type().group() + "/v1")
        .text("kind", issuer.type().kind())
        .map("metadata", MetaBinder.write(issuer.meta()))
        .value("spec", issuer.spec().fields())
        .map("status", status)
        .fields();
  }
}
