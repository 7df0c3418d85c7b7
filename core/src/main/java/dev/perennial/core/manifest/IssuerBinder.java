package dev.perennial.core.manifest;

import dev.perennial.model.Issuer;
import dev.perennial.model.IssuerSpec;
import dev.perennial.model.IssuerStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.ResourceType;
import java.util.Map;

/** Issuers, in and out. */
final class IssuerBinder {
  private IssuerBinder() {}

  static Issuer read(FieldReader root, ObjectMeta meta, ResourceType type, String version) {
    return Issuer.builder()
        .type(type)
        .version(version)
        .meta(meta)
        .spec(IssuerSpec.of(root.values("spec")))
        .status(status(root.object("status")))
        .build();
  }

  private static IssuerStatus status(FieldReader s) {
    IssuerStatus.Builder status =
        IssuerStatus.builder()
            .conditions(MetaBinder.conditions(s))
            .acme(s.values("acme"))
            .signingCa(s.textOrNull("signingCA"))
            .signingCaSince(s.instantOrNull("signingCASince"))
            .retryTime(s.instantOrNull("retryTime"))
            .failedChecks(s.intOrNull("failedChecks"));
    return status.otherFields(s.otherValues()).build();
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
    status.putAll(s.otherFields());
    return new Tree()
        .text("apiVersion", issuer.type().group() + "/" + issuer.version())
        .text("kind", issuer.type().kind())
        .map("metadata", MetaBinder.write(issuer.meta()))
        .value("spec", issuer.spec().fields())
        .map("status", status)
        .fields();
  }
}
