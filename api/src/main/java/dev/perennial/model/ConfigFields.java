package dev.perennial.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one object in an issuer's manifest with their places, and what they break. A
 * value of the wrong type is a violation where it is read, and then counts as missing. Objects
 * below one share its violations. Not safe for use by several threads.
 */
final class ConfigFields {
  private final Map<?, ?> values;
  private final FieldPath path;
  private final Set<Violation> violations;

  private ConfigFields(Map<?, ?> values, FieldPath path, Set<Violation> violations) {
    this.values = values;
    this.path = path;
    this.violations = violations;
  }

  static ConfigFields of(IssuerSpec spec) {
    return new ConfigFields(spec.fields(), FieldPath.SPEC, new LinkedHashSet<>());
  }

  /** Returns what was added so far, each once. */
  List<Violation> violations() {
    return List.copyOf(violations);
  }

  FieldPath path() {
    return path;
  }

  FieldPath path(String name) {
    return path.child(name);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns how many of the fields are there. */
  int count(String... names) {
    int count = 0;
    for (String name : names) {
      count += has(name) ? 1 : 0;
    }
    return count;
  }

  /** Returns a text; empty when there is none. */
  String text(String name) {
    return value(name, String.class, "a text").orElse("");
  }

  boolean flag(String name) {
    return value(name, Boolean.class, "true or false").orElse(false);
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    List<?> list = list(name);
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof String text) {
        texts.add(text);
      } else {
        texts.add("");
        addWrongType(path(name).index(i), "a text");
      }
    }
    return texts;
  }

  /** Returns the object in a field, or empty when there is none. */
  Optional<ConfigFields> object(String name) {
    return value(name, Map.class, "an object")
        .map(map -> new ConfigFields(map, path(name), violations));
  }

  /**
   * Returns the object in a field, one without any fields when there is none. Where something else
   * stands, nothing more is said of what it lacks.
   */
  ConfigFields objectOrEmpty(String name) {
    boolean wrong = has(name) && !(values.get(name) instanceof Map);
    return object(name)
        .orElse(new ConfigFields(Map.of(), path(name), wrong ? new LinkedHashSet<>() : violations));
  }

  List<ConfigFields> objects(String name) {
    List<ConfigFields> objects = new ArrayList<>();
    List<?> list = list(name);
    for (int i = 0; i < list.size(); i++) {
      FieldPath place = path(name).index(i);
      if (list.get(i) instanceof Map<?, ?> map) {
        objects.add(new ConfigFields(map, place, violations));
      } else {
        addWrongType(place, "an object");
      }
    }
    return objects;
  }

  private List<?> list(String name) {
    return value(name, List.class, "a list").orElse(List.of());
  }

  private <T> Optional<T> value(String name, Class<T> type, String wanted) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      addWrongType(path(name), wanted);
      return Optional.empty();
    }
    return Optional.ofNullable(type.cast(value));
  }

  private void addWrongType(FieldPath place, String wanted) {
    violations.add(new Violation(place, Violation.Rule.TYPE_INVALID, "", "must be " + wanted));
  }

  /** A text must be there and not be empty; one of the wrong type has its violation already. */
  void requireText(String name) {
    if (text(name).isEmpty() && (!has(name) || values.get(name) instanceof String)) {
      required(name, "must be specified");
    }
  }

  /** A reference to a key of a secret must name both; when it is missing, both are missing. */
  void requireSelector(String name) {
    ConfigFields selector = objectOrEmpty(name);
    selector.requireText("name");
    selector.requireText("key");
  }

  void required(String name, String message) {
    violations.add(Violation.required(path(name), message));
  }

  void required(String message) {
    violations.add(Violation.required(path, message));
  }

  /** Adds an invalid field; its value is shown when it is a text. */
  void invalid(String name, String message) {
    String shown = values.get(name) instanceof String text ? text : "";
    violations.add(Violation.invalid(path(name), shown, message));
  }

  /** Adds an invalid field whose value is too long or too secret to show. */
  void invalidUnshown(String name, String message) {
    violations.add(Violation.invalid(path(name), "", message));
  }

  void add(Violation violation) {
    violations.add(violation);
  }

  void forbidden(String name, String message) {
    violations.add(Violation.forbidden(path(name), message));
  }

  void forbidden(String message) {
    violations.add(Violation.forbidden(path, message));
  }
}
