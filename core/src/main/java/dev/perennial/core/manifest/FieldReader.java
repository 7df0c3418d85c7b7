package dev.perennial.core.manifest;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one object that passed the {@link ShapeCheck}: what is there has the right
 * type. Not safe for use by several threads.
 */
final class FieldReader {
  private final Map<String, Node.Entry> entries;
  private final Set<String> known = new LinkedHashSet<>();

  FieldReader(@Nullable Node node) {
    this.entries = node instanceof Node.Fields fields ? fields.entries() : Map.of();
  }

  private @Nullable Node get(String name) {
    known.add(name);
    Node.Entry entry = entries.get(name);
    return entry == null || entry.value().isNull() ? null : entry.value();
  }

  private <T> @Nullable T parsed(String name, Function<String, T> parser) {
    return get(name) instanceof Node.Scalar scalar ? parser.apply(scalar.text()) : null;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  FieldReader object(String name) {
    return new FieldReader(get(name));
  }

  /** Reads an object when it is there. */
  <T> @Nullable T objectOrNull(String name, Function<FieldReader, T> reader) {
    return has(name) ? reader.apply(object(name)) : null;
  }

  <T> List<T> objects(String name, Function<FieldReader, T> reader) {
    return list(get(name), node -> reader.apply(new FieldReader(node)));
  }

  private static <T> List<T> list(@Nullable Node node, Function<Node, T> element) {
    return node instanceof Node.Items items
        ? items.nodes().stream().map(element).toList()
        : List.of();
  }

  String text(String name) {
    return textOf(get(name));
  }

  @Nullable String textOrNull(String name) {
    return parsed(name, text -> text);
  }

  private static String textOf(@Nullable Node node) {
    return node instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  List<String> texts(String name) {
    return list(get(name), FieldReader::textOf);
  }

  /** Reads a map of texts; as in Go, nothing is the empty text. */
  Map<String, String> textMap(String name) {
    return map(name, FieldReader::textOf);
  }

  /** Reads a map of lists of texts. */
  Map<String, List<String>> textsMap(String name) {
    return map(name, node -> list(node, FieldReader::textOf));
  }

  private <T> Map<String, T> map(String name, Function<Node, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    if (get(name) instanceof Node.Fields fields) {
      fields.entries().forEach((key, entry) -> map.put(key, value.apply(entry.value())));
    }
    return map;
  }

  @Nullable Boolean booleanOrNull(String name) {
    return parsed(name, Boolean::valueOf);
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(booleanOrNull(name));
  }

  @Nullable Long longOrNull(String name) {
    return parsed(name, Long::valueOf);
  }

  @Nullable Integer intOrNull(String name) {
    return parsed(name, Integer::valueOf);
  }

  @Nullable Duration durationOrNull(String name) {
    return parsed(name, ValueCheck::duration);
  }

  @Nullable Instant instantOrNull(String name) {
    return parsed(name, ValueCheck::time);
  }

  /** Reads base64 into bytes, each as one character of ISO 8859-1; null when it is not there. */
  @Nullable String bytesOrNull(String name) {
    return parsed(name, text -> new String(ValueCheck.base64(text), StandardCharsets.ISO_8859_1));
  }

  /** Reads a text of one of the names of an enum. */
  <E> @Nullable E choice(String name, Function<String, Optional<E>> parser) {
    return parsed(name, text -> parser.apply(text).orElseThrow());
  }

  /** Reads a text of one of the names of an enum that must be there. */
  <E> E requiredChoice(String name, Function<String, Optional<E>> parser) {
    return parser.apply(text(name)).orElseThrow();
  }

  <E> List<E> choices(String name, Function<String, Optional<E>> parser) {
    return list(get(name), node -> parser.apply(textOf(node)).orElseThrow());
  }

  /** Returns the fields that nobody asked for, as JDK values. */
  Map<String, Object> otherValues() {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) -> {
          if (!known.contains(name) && !entry.value().isNull()) {
            values.put(name, value(entry.value()));
          }
        });
    return values;
  }

  /** Returns all fields of an object as JDK values. */
  Map<String, Object> values(String name) {
    return object(name).otherValues();
  }

  /**
   * Returns a JDK value: Map, List, String, Boolean, Long (BigInteger when it does not fit) or
   * Double. As in Kubernetes, a field that is nothing is not there.
   */
  private static Object value(Node node) {
    if (node instanceof Node.Fields) {
      return new FieldReader(node).otherValues();
    }
    if (node instanceof Node.Items) {
      return list(node, FieldReader::value);
    }
    String text = textOf(node);
    return switch (((Node.Scalar) node).kind()) {
      case BOOLEAN -> Boolean.valueOf(text);
      case INTEGER -> whole(new BigInteger(text));
      case DECIMAL -> Double.valueOf(text);
      default -> text;
    };
  }

  private static Number whole(BigInteger number) {
    return number.bitLength() < 64 ? (Number) number.longValue() : number;
  }
}
