package dev.perennial.core.manifest;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a tree against a shape of the {@link Schema}, and reports every difference. A tree without
 * a problem can be bound without any further question of type. Kinds of rules and paths are those
 * of the API server of Kubernetes ({@code apiextensions-apiserver}, schema validation). Not safe
 * for use by several threads.
 */
final class ShapeCheck {
  private final Report report;

  ShapeCheck(Report report) {
    this.report = report;
  }

  /** Checks a value; nothing (null) counts as not being there. */
  void check(Node node, FieldPath path, Shape shape) {
    check(node, path, shape, Shape.Rules.NONE);
  }

  private void check(Node node, FieldPath path, Shape shape, Shape.Rules rules) {
    Shape wanted = Schema.KNOWN.resolve(shape);
    if (wanted instanceof Shape.Fields object) {
      object(node, path, object);
    } else if (wanted instanceof Shape.ListOf list) {
      list(node, path, list, rules);
    } else if (wanted instanceof Shape.MapOf map) {
      map(node, path, map, rules);
    } else if (wanted instanceof Shape.Choice choice) {
      new ValueCheck(report, node, path).choice(choice.texts());
    } else if (wanted == Shape.Value.ANY) {
      noHoles(node, path);
    } else {
      new ValueCheck(report, node, path).value((Shape.Value) wanted, rules);
    }
  }

  private void object(Node node, FieldPath path, Shape.Fields shape) {
    if (!(node instanceof Node.Fields fields)) {
      wrongType(node, path, "an object");
      return;
    }
    fields.entries().forEach((name, entry) -> field(name, entry, path.child(name), shape));
    for (Shape.Field field : shape.fields().values()) {
      if (field.required() && fields.get(field.name()) == null) {
        report.problem(node, path.child(field.name()), Rule.REQUIRED, "must be specified");
      }
    }
    exactlyOne(fields, path, shape.exactlyOne());
  }

  private void field(String name, Node.Entry entry, FieldPath path, Shape.Fields shape) {
    Shape.Field field = shape.fields().get(name);
    if (field == null) {
      if (!shape.open()) {
        String nearest = Nearest.of(name, shape.fields().keySet());
        String hint = nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
        report.problem(
            entry.line(), entry.column(), path, Rule.UNKNOWN_FIELD, "unknown field" + hint);
      }
    } else if (!entry.value().isNull()) {
      if (!field.warning().isEmpty()) {
        report.warning(entry.line(), entry.column(), path, "has no effect: " + field.warning());
      }
      check(entry.value(), path, field.shape(), field.rules());
    }
  }

  private void exactlyOne(Node.Fields fields, FieldPath path, List<String> names) {
    if (!names.isEmpty() && names.stream().filter(n -> fields.get(n) != null).count() != 1) {
      report.problem(
          fields, path, Rule.INVALID, "must have exactly one of " + String.join(", ", names));
    }
  }

  private void list(Node node, FieldPath path, Shape.ListOf shape, Shape.Rules rules) {
    if (!(node instanceof Node.Items items)) {
      wrongType(node, path, "a list");
      return;
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < items.nodes().size(); i++) {
      Node element = items.nodes().get(i);
      check(element, path.index(i), shape.element(), rules);
      if (!rules.key().isEmpty()
          && element instanceof Node.Fields fields
          && !keys.add(keyOf(fields, rules.key()))) {
        report.problem(
            element,
            path.index(i),
            Rule.DUPLICATE,
            rules.key() + " \"" + keyOf(fields, rules.key()) + "\" stands twice; keep one");
      }
    }
  }

  private static String keyOf(Node.Fields fields, String name) {
    return fields.get(name) instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  private void map(Node node, FieldPath path, Shape.MapOf shape, Shape.Rules rules) {
    if (!(node instanceof Node.Fields fields)) {
      wrongType(node, path, "an object");
      return;
    }
    for (Map.Entry<String, Node.Entry> entry : fields.entries().entrySet()) {
      Node value = entry.getValue().value();
      if (!value.isNull()) {
        check(value, path.child(entry.getKey()), shape.value(), rules);
      }
    }
  }

  /** Reports what cannot be kept of a free tree: nothing, as an element of a list. */
  private void noHoles(Node node, FieldPath path) {
    if (node instanceof Node.Fields fields) {
      fields
          .entries()
          .forEach(
              (name, entry) -> {
                if (!entry.value().isNull()) {
                  noHoles(entry.value(), path.child(name));
                }
              });
    } else if (node instanceof Node.Items items) {
      for (int i = 0; i < items.nodes().size(); i++) {
        noHoles(items.nodes().get(i), path.index(i));
      }
    } else if (node.isNull()) {
      wrongType(node, path, "a value");
    }
  }

  private void wrongType(Node node, FieldPath path, String wanted) {
    report.problem(node, path, Rule.TYPE_INVALID, "must be " + wanted + ", not " + node.title());
  }
}
