package dev.perennial.core.manifest;

import dev.perennial.model.FieldPath;
import dev.perennial.model.GoDuration;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object by name, notes what is wrong with them, and in the end names the
 * fields that nobody asked for. Not safe for use by several threads.
 */
final class FieldReader {
  private final Document document;
  private final FieldPath path;
  private final Map<String, Node.Entry> entries;
  private final Set<String> known = new LinkedHashSet<>();

  /** The document that is read: collects problems. */
  record Document(String source, List<ManifestException.Problem> problems) {
    void problem(Node node, FieldPath path, String message) {
      problems.add(
          new ManifestException.Problem(source, node.line(), node.column(), path.text(), message));
    }
  }

  FieldReader(Document document, FieldPath path, @Nullable Node node) {
    this.document = document;
    this.path = path;
    if (node instanceof Node.Fields fields) {
      this.entries = fields.entries();
    } else {
      this.entries = Map.of();
      if (node != null && !node.isNull()) {
        document.problem(node, path, "must be an object, not " + node.title());
      }
    }
  }

  private @Nullable Node get(String name) {
    known.add(name);
    Node.Entry entry = entries.get(name);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  boolean has(String name) {
    return get(name) != null;
  }

  FieldReader object(String name) {
    return new FieldReader(document, path.child(name), get(name));
  }

  /** Reads an object when it is there. */
  <T> @Nullable T objectOrNull(String name, Function<FieldReader, T> reader) {
    if (!has(name)) {
      return null;
    }
    FieldReader object = object(name);
    T value = reader.apply(object);
    object.end();
    return value;
  }

  String text(String name) {
    return text(get(name), path.child(name));
  }

  private String text(@Nullable Node node, FieldPath place) {
    if (node == null) {
      return "";
    }
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.TEXT) {
      return scalar.text();
    }
    String hint = node instanceof Node.Scalar ? "; put it in quotes" : "";
    document.problem(node, place, "must be a text, not " + node.title() + hint);
    return "";
  }

  List<String> texts(String name) {
    return list(name, (node, place) -> text(node, place));
  }

  /** Reads one element of a list. */
  interface Element<T> {
    @Nullable T read(Node node, FieldPath place);
  }

  <T> List<T> list(String name, Element<T> element) {
    Node node = get(name);
    List<T> values = new ArrayList<>();
    if (node instanceof Node.Items items) {
      for (int i = 0; i < items.nodes().size(); i++) {
        T value = element.read(items.nodes().get(i), path.child(name).index(i));
        if (value != null) {
          values.add(value);
        }
      }
    } else if (node != null) {
      document.problem(node, path.child(name), "must be a list, not " + node.title());
    }
    return values;
  }

  <T> List<T> objects(String name, Function<FieldReader, T> reader) {
    return list(
        name,
        (node, place) -> {
          FieldReader object = new FieldReader(document, place, node);
          T value = reader.apply(object);
          object.end();
          return value;
        });
  }

  Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    Node node = get(name);
    if (node instanceof Node.Fields fields) {
      fields
          .entries()
          .forEach((key, entry) -> map.put(key, text(entry.value(), path.child(name).key(key))));
    } else if (node != null) {
      document.problem(node, path.child(name), "must be an object, not " + node.title());
    }
    return map;
  }

  @Nullable Boolean booleanOrNull(String name) {
    Node node = get(name);
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.BOOLEAN) {
      return Boolean.valueOf(scalar.text());
    }
    if (node != null) {
      document.problem(node, path.child(name), "must be true or false, not " + node.title());
    }
    return null;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(booleanOrNull(name));
  }

  @Nullable Long longOrNull(String name) {
    Node node = get(name);
    if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.INTEGER) {
      try {
        return Long.valueOf(scalar.text());
      } catch (NumberFormatException e) {
        document.problem(node, path.child(name), "is too large for a whole number");
        return null;
      }
    }
    if (node != null) {
      document.problem(node, path.child(name), "must be a whole number, not " + node.title());
    }
    return null;
  }

  @Nullable Integer intOrNull(String name) {
    Long value = longOrNull(name);
    if (value == null || value.intValue() == value) {
      return value == null ? null : Integer.valueOf(value.intValue());
    }
    wrong(name, "must be between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
    return null;
  }

  @Nullable Duration durationOrNull(String name) {
    return parsed(name, GoDuration::parse);
  }

  @Nullable Instant instantOrNull(String name) {
    return parsed(
        name,
        text -> {
          try {
            return OffsetDateTime.parse(text).toInstant();
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not a time; write 2026-11-24T12:00:00Z", e);
          }
        });
  }

  /** Reads a text of one of the names of an enum. */
  <E> @Nullable E choice(String name, Function<String, Optional<E>> parser, List<String> names) {
    return parsed(name, text -> choose(text, parser, names));
  }

  <E> List<E> choices(String name, Function<String, Optional<E>> parser, List<String> names) {
    return list(
        name,
        (node, place) -> {
          try {
            return choose(text(node, place), parser, names);
          } catch (IllegalArgumentException e) {
            document.problem(node, place, String.valueOf(e.getMessage()));
            return null;
          }
        });
  }

  private static <E> E choose(
      String text, Function<String, Optional<E>> parser, List<String> names) {
    return parser
        .apply(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"" + text + "\" is not supported; supported are " + names));
  }

  <T> @Nullable T parsed(String name, Function<String, T> parser) {
    Node node = get(name);
    if (node == null) {
      return null;
    }
    String text = text(node, path.child(name));
    if (text.isEmpty()) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      document.problem(node, path.child(name), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Returns the names of all fields. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** Returns all fields as JDK values; none of them is unknown. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          known.add(name);
          if (!entry.value().isNull()) {
            values.put(name, value(entry.value()));
          }
        });
    return values;
  }

  /** Returns the fields that nobody asked for so far, as JDK values; they are known from now on. */
  Map<String, Object> otherValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Node.Entry> entry : entries.entrySet()) {
      if (known.add(entry.getKey()) && !entry.getValue().value().isNull()) {
        values.put(entry.getKey(), value(entry.getValue().value()));
      }
    }
    return values;
  }

  private static Object value(Node node) {
    if (node instanceof Node.Fields fields) {
      Map<String, Object> map = new LinkedHashMap<>();
      fields
          .entries()
          .forEach(
              (name, entry) -> {
                if (!entry.value().isNull()) {
                  map.put(name, value(entry.value()));
                }
              });
      return map;
    }
    if (node instanceof Node.Items items) {
      return items.nodes().stream().filter(n -> !n.isNull()).map(FieldReader::value).toList();
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (scalar.kind()) {
      case BOOLEAN -> Boolean.valueOf(scalar.text());
      case INTEGER -> number(scalar.text());
      case DECIMAL -> new BigDecimal(scalar.text());
      default -> scalar.text();
    };
  }

  private static Number number(String text) {
    BigInteger number = new BigInteger(text);
    return number.bitLength() < 64 ? (Number) number.longValue() : number;
  }

  void wrong(String name, String message) {
    Node node = get(name);
    if (node != null) {
      document.problem(node, path.child(name), message);
    }
  }

  /** Names the fields that nobody asked for, each with the known name nearest to it. */
  void end() {
    entries.forEach(
        (name, entry) -> {
          if (!known.contains(name)) {
            String nearest = Nearest.of(name, known);
            document.problems.add(
                new ManifestException.Problem(
                    document.source,
                    entry.line(),
                    entry.column(),
                    path.child(name).text(),
                    "unknown field"
                        + (nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?")));
          }
        });
  }
}
