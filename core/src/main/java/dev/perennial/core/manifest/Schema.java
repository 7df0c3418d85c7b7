package dev.perennial.core.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of {@code schema.txt}, by name. The text explains its own format. Immutable. */
final class Schema {
  /** The types of cert-manager's resources, and of what stands around them. */
  static final Schema KNOWN = load();

  private final Map<String, Shape> types;

  private Schema(Map<String, Shape> types) {
    this.types = types;
  }

  private static Schema load() {
    try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream("schema.txt"))) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a type. */
  Shape type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  /** Returns the shape behind a name; any other shape stands for itself. */
  Shape resolve(Shape shape) {
    return shape instanceof Shape.Named named ? type(named.type()) : shape;
  }

  static Schema parse(String text) {
    Map<String, Shape> types = new LinkedHashMap<>();
    String name = "";
    List<String> body = new ArrayList<>();
    for (String line : (text + "\nend").split("\n", -1)) {
      if (line.startsWith("  ")) {
        body.add(line.strip());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        if (!name.isEmpty()) {
          types.put(name.replaceFirst("^enum ", ""), type(name, body));
        }
        name = line.strip();
        body = new ArrayList<>();
      }
    }
    return new Schema(types);
  }

  private static Shape type(String name, List<String> body) {
    if (name.startsWith("enum ")) {
      return new Shape.Choice(List.copyOf(body));
    }
    Map<String, Shape.Field> fields = new LinkedHashMap<>();
    List<String> exactlyOne = List.of();
    boolean open = false;
    for (String line : body) {
      if (line.equals("...")) {
        open = true;
      } else if (line.startsWith("exactly one of ")) {
        exactlyOne = List.of(line.substring("exactly one of ".length()).split(", "));
      } else {
        Shape.Field field = field(line);
        fields.put(field.name(), field);
      }
    }
    return new Shape.Fields(fields, exactlyOne, open);
  }

  private static Shape.Field field(String line) {
    int dashes = line.indexOf(" -- ");
    String warning = dashes < 0 ? "" : line.substring(dashes + " -- ".length());
    List<String> words = List.of((dashes < 0 ? line : line.substring(0, dashes)).split(" +"));
    String name = words.get(0);
    boolean required = name.endsWith("!");
    return new Shape.Field(
        required ? name.substring(0, name.length() - 1) : name,
        required,
        shape(words.get(1)),
        rules(words.subList(2, words.size())),
        warning);
  }

  private static Shape shape(String word) {
    String inner = word.substring(1, word.length() - 1);
    if (word.startsWith("[")) {
      return new Shape.ListOf(shape(inner));
    }
    if (word.startsWith("{")) {
      return new Shape.MapOf(shape(inner));
    }
    if (word.contains("|")) {
      return new Shape.Choice(List.of(word.split("\\|")));
    }
    return Arrays.stream(Shape.Value.values())
        .filter(value -> value.word().equals(word))
        .map(Shape.class::cast)
        .findFirst()
        .orElseGet(() -> new Shape.Named(word));
  }

  private static Shape.Rules rules(List<String> words) {
    if (words.isEmpty()) {
      return Shape.Rules.NONE;
    }
    Map<String, String> rules = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      rules.put(word.substring(0, equals), word.substring(equals + 1));
    }
    @Nullable String pattern = rules.get("pattern");
    return new Shape.Rules(
        Long.parseLong(rules.getOrDefault("min", "" + Long.MIN_VALUE)),
        Long.parseLong(rules.getOrDefault("max", "" + Long.MAX_VALUE)),
        Integer.parseInt(rules.getOrDefault("minLength", "0")),
        Integer.parseInt(rules.getOrDefault("maxLength", "" + Integer.MAX_VALUE)),
        pattern == null ? null : Pattern.compile(pattern),
        rules.getOrDefault("key", ""),
        rules.get("default"));
  }
}
