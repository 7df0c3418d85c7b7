package dev.perennial.core.manifest;

import java.util.SortedMap;
import java.util.TreeMap;

/** Lists the property paths of a type of the schema, each with what is known of it. */
final class SchemaPaths {
  private final Schema schema;
  private final SortedMap<String, String> paths = new TreeMap<>();

  SchemaPaths(Schema schema) {
    this.schema = schema;
  }

  SortedMap<String, String> of(Shape type) {
    fields("", (Shape.Fields) schema.resolve(type));
    return paths;
  }

  private void fields(String prefix, Shape.Fields type) {
    type.fields()
        .values()
        .forEach(
            f -> value(prefix + f.name(), f.shape(), f.rules(), f.required() ? " required" : ""));
  }

  private void value(String path, Shape shape, Shape.Rules rules, String note) {
    Shape resolved = schema.resolve(shape);
    if (resolved instanceof Shape.Fields fields) {
      paths.put(path, "object" + note + exactlyOne(fields));
      fields(path + ".", fields);
    } else if (resolved instanceof Shape.ListOf list) {
      paths.put(path, "array" + note + (rules.key().isEmpty() ? "" : " key=" + rules.key()));
      value(path + "[]", list.element(), rules, "");
    } else if (resolved instanceof Shape.MapOf map) {
      paths.put(path, "object" + note);
      value(path + ".*", map.value(), rules, "");
    } else if (resolved instanceof Shape.Choice choice) {
      paths.put(
          path, "string" + note + defaulted(rules) + " enum=" + String.join("|", choice.texts()));
    } else {
      paths.put(path, type((Shape.Value) resolved, note) + limits(rules) + defaulted(rules));
    }
  }

  private static String exactlyOne(Shape.Fields fields) {
    return fields.exactlyOne().isEmpty()
        ? ""
        : " rule=exactly one of "
            + String.join(", ", fields.exactlyOne()).replaceFirst(", (\\w+)$", ", or $1")
            + " must be configured";
  }

  private static String type(Shape.Value value, String note) {
    return switch (value) {
      case TEXT, DURATION -> "string" + note;
      case TIME -> "string" + note + " format=date-time";
      case BASE64 -> "string" + note + " format=byte";
      case BOOL -> "boolean" + note;
      case INT -> "integer" + note;
      case INT32, INT64 -> "integer" + note + " format=" + value.word();
      case QUANTITY -> "int-or-string" + note;
      case ANY -> "any" + note;
    };
  }

  private static String limits(Shape.Rules rules) {
    return (rules.min() == Long.MIN_VALUE ? "" : " minimum=" + rules.min())
        + (rules.max() == Long.MAX_VALUE ? "" : " maximum=" + rules.max())
        + (rules.minLength() == 0 ? "" : " minLength=" + rules.minLength())
        + (rules.maxLength() == Integer.MAX_VALUE ? "" : " maxLength=" + rules.maxLength())
        + (rules.pattern() == null ? "" : " pattern=" + rules.pattern());
  }

  private static String defaulted(Shape.Rules rules) {
    return rules.defaultValue() == null ? "" : " default=" + rules.defaultValue();
  }
}
