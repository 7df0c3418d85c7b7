package dev.perennial.core.manifest;

import dev.perennial.model.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object to be written, in order; what is empty is left out, unless it is
 * required. Not safe for use by several threads.
 */
final class Tree {
  private final Map<String, Object> fields = new LinkedHashMap<>();

  Tree value(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  Tree text(String name, String text) {
    return value(name, text.isEmpty() ? null : text);
  }

  /** Adds a text that cert-manager's schema wants, even if it is empty. */
  Tree required(String name, String text) {
    return value(name, text);
  }

  Tree flag(String name, boolean flag) {
    return value(name, flag ? Boolean.TRUE : null);
  }

  Tree time(String name, @Nullable Instant time) {
    return value(name, time == null ? null : time.toString());
  }

  Tree duration(String name, @Nullable Duration duration) {
    return value(name, duration == null ? null : GoDuration.format(duration));
  }

  Tree list(String name, List<?> list) {
    return value(name, list.isEmpty() ? null : list);
  }

  Tree map(String name, Map<String, ?> map) {
    return value(name, map.isEmpty() ? null : map);
  }

  Map<String, Object> fields() {
    return fields;
  }
}
