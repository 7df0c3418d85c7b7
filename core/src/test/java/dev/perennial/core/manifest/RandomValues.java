package dev.perennial.core.manifest;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws values that a YAML writer may get wrong. */
class RandomValues {
  /** Texts that some reader of YAML takes for something else, and texts that need care. */
  static final List<String> ODD =
      List.of(
          "yes",
          "No",
          "on",
          "y",
          "N",
          "true",
          "~",
          "null",
          "",
          " ",
          "  lead",
          "trail  ",
          "\ttab",
          "1e3",
          "0x1F",
          "0777",
          "0o17",
          "0b11",
          "1_000",
          "1:30",
          "2026-11-24",
          "+1",
          ".5",
          ".inf",
          ".NaN",
          "-",
          "--",
          "---",
          "...",
          "- a",
          "? a",
          "a: b",
          "a:",
          ":",
          "a #b",
          "#b",
          "<<",
          "=",
          "*a",
          "&a",
          "!a",
          "!!str a",
          "%a",
          "@a",
          "`a",
          "|",
          ">",
          "[a",
          "{a",
          "]",
          "}",
          ",",
          "'",
          "\"",
          "\\",
          "a\nb",
          "a\n",
          "\na",
          "a\n\n\nb\n\n",
          "  a\n b",
          "a\n\tb",
          "a\rb",
          "a\r\nb",
          "\u0000",
          "\u0007",
          "\u001b[1m",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00e9",
          "\u2028",
          "\u2029",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\ud83d\ude80",
          "a\u0085b",
          "a\u2028b ",
          "\uFEFFa",
          "---\na",
          "a\n---\n",
          "a\n...\n",
          "x".repeat(3_000),
          "x y ".repeat(500));

  final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  final boolean coin() {
    return random.nextBoolean();
  }

  final <T> @Nullable T maybe(Supplier<T> value) {
    return coin() ? value.get() : null;
  }

  final <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  final <E extends Enum<E>> E oneOf(Class<E> type) {
    return oneOf(List.of(type.getEnumConstants()));
  }

  final String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "plain-" + random.nextInt(100);
      case 1 -> oneOf(ODD) + oneOf(ODD);
      case 2 ->
          random
              .ints(random.nextInt(12), 0, 0x11000)
              .map(c -> Character.isSurrogate((char) c) ? 'x' : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      default -> oneOf(ODD);
    };
  }

  /** Draws a name: YAML and so its reader of JSON has none of more than 1,024 characters. */
  private String shortText() {
    String text = text();
    return text.length() > 1_000 ? text.substring(0, 200) : text;
  }

  final <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  final <T> Map<String, T> map(Supplier<T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(shortText(), value.get());
    }
    return map;
  }

  final List<String> texts() {
    return list(this::text);
  }

  final Map<String, String> textMap() {
    return map(this::text);
  }

  /** Draws any value of JSON but null, as the reader gives it. */
  final Object tree(int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 8)) {
      case 0 -> coin();
      case 1 -> random.nextLong();
      case 2 -> (long) random.nextInt(1_000) - 500;
      case 3 -> BigInteger.valueOf(random.nextLong()).shiftLeft(80).add(BigInteger.ONE);
      case 4 -> fraction();
      case 5 -> text();
      case 6 -> list(() -> tree(depth + 1));
      default -> map(() -> tree(depth + 1));
    };
  }

  /** Draws a number with a fraction; one without is a whole number, however it is written. */
  private double fraction() {
    double number = random.nextGaussian() * Math.pow(10, random.nextInt(600) - 310);
    return number == Math.rint(number) ? 0.125 : number;
  }

  final Instant time() {
    return Instant.ofEpochSecond(random.nextInt(), coin() ? 0 : random.nextInt(1_000_000_000));
  }

  final Duration duration() {
    return coin()
        ? Duration.ofHours(random.nextInt(100_000))
        : Duration.ofNanos(random.nextLong() >> random.nextInt(60));
  }

  final byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(80)];
    random.nextBytes(bytes);
    return bytes;
  }
}
