package dev.perennial.core.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of a manifest, with its place. Immutable. */
sealed interface Node {
  /** Returns the line, from 1. */
  int line();

  /** Returns the column, from 1. */
  int column();

  /**
   * An object; the entries are in manifest order, each with the place of its name.
   *
   * @param length how many characters of the manifest it spans
   */
  record Fields(int line, int column, int length, Map<String, Entry> entries) implements Node {
    /** Returns the value of a field; null when it is not there, or is nothing. */
    @Nullable Node get(String name) {
      Entry entry = entries.get(name);
      return entry == null || entry.value().isNull() ? null : entry.value();
    }
  }

  /** One entry of an object. */
  record Entry(int line, int column, Node value) {}

  /** A list. */
  record Items(int line, int column, List<Node> nodes) implements Node {}

  /**
   * A text, number or truth value, or nothing.
   *
   * @param text the text; a number or truth value as JSON writes it; empty for nothing
   */
  record Scalar(int line, int column, Kind kind, String text) implements Node {
    enum Kind {
      TEXT("a text"),
      INTEGER("a number"),
      DECIMAL("a number"),
      BOOLEAN("true or false"),
      NULL("nothing");

      private final String title;

      Kind(String title) {
        this.title = title;
      }

      String title() {
        return title;
      }
    }
  }

  /** Returns what kind of value this is, for messages. */
  default String title() {
    if (this instanceof Scalar scalar) {
      return scalar.kind().title();
    }
    return this instanceof Items ? "a list" : "an object";
  }

  /** Returns whether this is the null of YAML. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL;
  }
}
