package dev.perennial.core.manifest;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value of a manifest may be: the vocabulary of {@code schema.txt}. Immutable. */
sealed interface Shape {
  /** The kinds of single values. */
  enum Value implements Shape {
    TEXT("text", "a text"),
    BOOL("bool", "true or false"),
    INT32("int32", "a whole number"),
    INT("int", "a whole number"),
    INT64("int64", "a whole number"),
    DURATION("duration", "a text"),
    TIME("time", "a text"),
    BASE64("base64", "a text"),
    QUANTITY("quantity", "a text or a whole number"),
    ANY("any", "anything");

    private final String word;
    private final String title;

    Value(String word, String title) {
      this.word = word;
      this.title = title;
    }

    /** Returns its word in the schema. */
    String word() {
      return word;
    }

    /** Returns what it is, for messages. */
    String title() {
      return title;
    }
  }

  /** One of a few texts. */
  record Choice(List<String> texts) implements Shape {}

  /** A list. */
  record ListOf(Shape element) implements Shape {}

  /** A map from any name to values of one shape. */
  record MapOf(Shape value) implements Shape {}

  /** A type that the schema defines. */
  record Named(String type) implements Shape {}

  /**
   * An object.
   *
   * @param exactlyOne the fields of which exactly one must be there; empty for no such rule
   * @param open whether fields that are not listed are kept
   */
  record Fields(Map<String, Field> fields, List<String> exactlyOne, boolean open)
      implements Shape {}

  /**
   * A field of an object.
   *
   * @param warning what to say of it when it is there; empty for nothing
   */
  record Field(String name, boolean required, Shape shape, Rules rules, String warning) {}

  /**
   * The limits of the values of a field.
   *
   * @param pattern what a text must match, as Go and Java read it alike; null for anything
   * @param key the field that must differ between the objects of a list; empty for no such rule
   * @param defaultValue what cert-manager's server fills in; null for nothing
   */
  record Rules(
      long min,
      long max,
      int minLength,
      int maxLength,
      @Nullable Pattern pattern,
      String key,
      @Nullable String defaultValue) {
    static final Rules NONE =
        new Rules(Long.MIN_VALUE, Long.MAX_VALUE, 0, Integer.MAX_VALUE, null, "", null);
  }
}
