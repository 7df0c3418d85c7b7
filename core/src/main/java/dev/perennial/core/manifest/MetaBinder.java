package dev.perennial.core.manifest;

import dev.perennial.model.Condition;
import dev.perennial.model.ConditionStatus;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.OwnerReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Metadata and conditions, in and out. */
final class MetaBinder {
  private MetaBinder() {}

  static ObjectMeta read(FieldReader meta) {
    Long generation = meta.longOrNull("generation");
    ObjectMeta.Builder builder =
        ObjectMeta.builder()
            .name(meta.text("name"))
            .namespace(meta.text("namespace"))
            .uid(meta.text("uid"))
            .labels(meta.textMap("labels"))
            .annotations(meta.textMap("annotations"))
            .generation(generation == null ? 0 : generation)
            .creationTimestamp(meta.instantOrNull("creationTimestamp"))
            .ownerReferences(meta.objects("ownerReferences", MetaBinder::owner));
    return builder.otherFields(meta.otherValues()).build();
  }

  private static OwnerReference owner(FieldReader owner) {
    return new OwnerReference(
        owner.text("apiVersion"),
        owner.text("kind"),
        owner.text("name"),
        owner.text("uid"),
        owner.flag("controller"),
        owner.flag("blockOwnerDeletion"));
  }

  static Map<String, Object> write(ObjectMeta meta) {
    Tree tree =
        new Tree()
            .text("name", meta.name())
            .text("namespace", meta.namespace())
            .text("uid", meta.uid())
            .map("labels", meta.labels())
            .map("annotations", meta.annotations())
            .value("generation", meta.generation() == 0 ? null : meta.generation())
            .time("creationTimestamp", meta.creationTimestamp());
    List<Object> owners = new ArrayList<>();
    meta.ownerReferences()
        .forEach(
            o ->
                owners.add(
                    new Tree()
                        .required("apiVersion", o.apiVersion())
                        .required("kind", o.kind())
                        .required("name", o.name())
                        .required("uid", o.uid())
                        .flag("controller", o.controller())
                        .flag("blockOwnerDeletion", o.blockOwnerDeletion())
                        .fields()));
    Map<String, Object> fields = new LinkedHashMap<>(tree.list("ownerReferences", owners).fields());
    fields.putAll(meta.otherFields());
    return fields;
  }

  static List<Condition> conditions(FieldReader status) {
    return status.objects("conditions", MetaBinder::condition);
  }

  private static Condition condition(FieldReader c) {
    ConditionStatus status = c.choice("status", ConditionStatus::ofManifestName);
    return new Condition(
        c.text("type"),
        Objects.requireNonNullElse(status, ConditionStatus.UNKNOWN),
        c.text("reason"),
        c.text("message"),
        c.instantOrNull("lastTransitionTime"),
        c.longOrNull("observedGeneration"));
  }

  static List<Object> conditions(List<Condition> conditions) {
    List<Object> written = new ArrayList<>();
    conditions.forEach(
        c ->
            written.add(
                new Tree()
                    .required("type", c.type())
                    .text("status", c.status().manifestName())
                    .text("reason", c.reason())
                    .text("message", c.message())
                    .time("lastTransitionTime", c.lastTransitionTime())
                    .value("observedGeneration", c.observedGeneration())
                    .fields()));
    return written;
  }
}
