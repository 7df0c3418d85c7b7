package dev.perennial.issuer.acme.config;

import dev.perennial.model.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One object of a manifest that passed validation: what is missing is empty, what has another type
 * than asked for counts as missing. Immutable.
 *
 * @param values the values, as JDK values
 */
public record Fields(Map<String, Object> values) {
  /** No values. */
  public static final Fields NONE = new Fields(Map.of());

  /** Returns whether a field is there. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** Returns a text; empty when it is missing. */
  public String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /** Returns a truth value; false when it is missing. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** Returns the texts of a list; an empty list when it is missing. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      list.stream().filter(String.class::isInstance).forEach(t -> texts.add((String) t));
    }
    return List.copyOf(texts);
  }

  /** Returns an object; {@link #NONE} when it is missing. */
  public Fields object(String name) {
    return of(values.get(name));
  }

  /** Returns the objects of a list; an empty list when it is missing. */
  public List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      list.forEach(item -> objects.add(of(item)));
    }
    return List.copyOf(objects);
  }

  /** Returns an object whose values are texts; an empty map when it is missing. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name).values().forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  /** Returns a duration, or empty when it is missing or none. */
  public Optional<Duration> duration(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(GoDuration.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the names of the fields, in the order of the manifest. */
  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  private static Fields of(@Nullable Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> fields.put(String.valueOf(key), item));
    }
    return new Fields(fields);
  }
}
