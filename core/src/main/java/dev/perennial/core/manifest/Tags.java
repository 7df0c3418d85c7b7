package dev.perennial.core.manifest;

import dev.perennial.core.manifest.Node.Scalar.Kind;
import java.util.Optional;

/** The tags of YAML that JSON has a value for; any other is refused. */
final class Tags {
  private static final String PREFIX = "tag:yaml.org,2002:";

  static final String MAP = PREFIX + "map";
  static final String LIST = PREFIX + "seq";
  static final String MERGE = PREFIX + "merge";

  private Tags() {}

  /**
   * Reads a single value.
   *
   * @param plain whether it stands without quotes
   * @throws IllegalArgumentException when the tag is not known or does not fit
   */
  static Scalars.Word read(Optional<String> tag, boolean plain, String text) {
    if (tag.isEmpty()) {
      return plain ? Scalars.read(text) : new Scalars.Word(Kind.TEXT, text);
    }
    String name = tag.get().startsWith(PREFIX) ? tag.get().substring(PREFIX.length()) : tag.get();
    return switch (name) {
      case "!", "str", "timestamp" -> new Scalars.Word(Kind.TEXT, text);
      case "bool" -> fitting(tag.get(), text, Kind.BOOLEAN, Kind.BOOLEAN);
      case "int" -> fitting(tag.get(), text, Kind.INTEGER, Kind.INTEGER);
      case "float" -> fitting(tag.get(), text, Kind.DECIMAL, Kind.INTEGER);
      case "null" -> fitting(tag.get(), text, Kind.NULL, Kind.NULL);
      default -> throw new IllegalArgumentException(refused(tag.get()));
    };
  }

  private static Scalars.Word fitting(String tag, String text, Kind one, Kind other) {
    Scalars.Word word = Scalars.read(text);
    if (word.kind() != one && word.kind() != other) {
      throw new IllegalArgumentException("the value does not fit its tag " + shown(tag));
    }
    return word;
  }

  /** Returns what to say of a tag that is not known. */
  static String refused(String tag) {
    return "the tag " + shown(tag) + " is not supported; leave it away";
  }

  private static String shown(String tag) {
    String name = tag.startsWith(PREFIX) ? "!!" + tag.substring(PREFIX.length()) : tag;
    return name.length() <= 80 ? name : name.substring(0, 80) + "...";
  }
}
