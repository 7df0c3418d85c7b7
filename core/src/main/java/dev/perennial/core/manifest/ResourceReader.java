package dev.perennial.core.manifest;

import dev.perennial.model.FieldPath;
import dev.perennial.model.ObjectMeta;
import dev.perennial.model.Resource;
import dev.perennial.model.ResourceType;
import dev.perennial.model.Violation.Rule;
import java.util.ArrayList;
import java.util.List;

/** Turns documents into resources. Not safe for use by several threads. */
final class ResourceReader {
  /** The largest resource in characters: what Kubernetes takes in one request. */
  static final int MAX_RESOURCE = 3 * 1024 * 1024;

  private final Report report;
  private final ShapeCheck check;
  private final List<Resource> resources = new ArrayList<>();

  ResourceReader(Report report) {
    this.report = report;
    this.check = new ShapeCheck(report);
  }

  List<Resource> resources() {
    return resources;
  }

  /** Reads one document: a resource, or a list of them. */
  void read(Node document) {
    read(document, FieldPath.ROOT, "", "");
  }

  /**
   * Reads a resource or a list of them.
   *
   * @param apiVersion what counts when it is missing
   * @param kind what counts when it is missing
   */
  private void read(Node node, FieldPath path, String apiVersion, String kind) {
    if (!(node instanceof Node.Fields fields)) {
      report.problem(
          node, path, Rule.TYPE_INVALID, "a resource must be an object, not " + node.title());
      return;
    }
    String version = header(fields, path, "apiVersion", apiVersion);
    String name = header(fields, path, "kind", kind);
    if (version.isEmpty() || name.isEmpty()) {
      return;
    }
    Kinds kinds = new Kinds(version, name);
    if (kinds.isList()) {
      list(fields, path, kinds);
    } else if (kinds.isRead()) {
      resource(fields, path, kinds);
    } else {
      notRead(fields, path, kinds);
    }
  }

  private String header(Node.Fields fields, FieldPath path, String name, String otherwise) {
    Node node = fields.get(name);
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.TEXT) {
      if (!scalar.text().isEmpty()) {
        return scalar.text();
      }
    } else if (node != null) {
      check.check(node, path.child(name), Shape.Value.TEXT);
      return "";
    }
    if (otherwise.isEmpty()) {
      report.problem(fields, path.child(name), Rule.REQUIRED, "must be specified");
    }
    return otherwise;
  }

  private void list(Node.Fields fields, FieldPath path, Kinds kinds) {
    check.check(fields, path, Schema.KNOWN.type("List"));
    if (fields.get("items") instanceof Node.Items items) {
      for (int i = 0; i < items.nodes().size(); i++) {
        read(
            items.nodes().get(i),
            path.child("items").index(i),
            kinds.itemVersion(),
            kinds.itemKind());
      }
    }
  }

  private void notRead(Node.Fields fields, FieldPath path, Kinds kinds) {
    String wrongVersion = kinds.wrongVersion();
    String wrongKind = kinds.wrongKind();
    if (!wrongVersion.isEmpty()) {
      problem(fields, "apiVersion", path, wrongVersion);
    } else if (!wrongKind.isEmpty()) {
      problem(fields, "kind", path, wrongKind);
    } else {
      Node.Entry place = fields.entries().get("kind");
      report.warning(
          place == null ? fields.line() : place.line(),
          place == null ? fields.column() : place.column(),
          path.child("kind"),
          kinds.title() + " is passed over: it is no resource of cert-manager and no Secret");
    }
  }

  private void problem(Node.Fields fields, String name, FieldPath path, String message) {
    Node node = fields.get(name);
    report.problem(node == null ? fields : node, path.child(name), Rule.NOT_SUPPORTED, message);
  }

  private void resource(Node.Fields fields, FieldPath path, Kinds kinds) {
    int before = report.problemCount();
    if (fields.length() > MAX_RESOURCE) {
      report.problem(
          fields,
          path,
          Rule.TOO_LONG,
          "a resource has at most "
              + MAX_RESOURCE
              + " characters, this one has "
              + fields.length());
      return;
    }
    check.check(fields, path, Schema.KNOWN.type(kinds.shape()));
    if (report.problemCount() == before) {
      resources.add(bind(new FieldReader(fields), kinds));
    }
  }

  private static Resource bind(FieldReader root, Kinds kinds) {
    ObjectMeta meta = MetaBinder.read(root.object("metadata"));
    ResourceType type = kinds.type();
    if (type.equals(ResourceType.CERTIFICATE)) {
      return CertificateBinder.read(root, meta);
    }
    if (type.equals(ResourceType.CERTIFICATE_REQUEST)) {
      return RequestBinder.read(root, meta);
    }
    if (type.equals(ResourceType.SECRET)) {
      return SecretBinder.read(root, meta);
    }
    return IssuerBinder.read(root, meta, type, kinds.version());
  }
}
