package dev.perennial.core.manifest;

import dev.perennial.model.FieldPath;
import dev.perennial.model.GoDuration;
import dev.perennial.model.Violation.Rule;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks one value that is not a list or an object, and knows how its text is read. Messages show
 * only values that are no secrets: choices, durations, times and what has a pattern. Not safe for
 * use by several threads.
 */
final class ValueCheck {
  /** Longer texts match no pattern and are no duration; regular expressions recurse. */
  private static final int MAX_PATTERN_LENGTH = 1_000;

  private final Report report;
  private final Node node;
  private final FieldPath path;

  ValueCheck(Report report, Node node, FieldPath path) {
    this.report = report;
    this.node = node;
    this.path = path;
  }

  void choice(List<String> texts) {
    if (isA(Node.Scalar.Kind.TEXT, "a text") && !texts.contains(text())) {
      String nearest = Nearest.of(text(), texts);
      String hint = nearest.isEmpty() ? "" : "; did you mean \"" + nearest + "\"?";
      wrong(
          Rule.NOT_SUPPORTED,
          quoted() + " is not supported; supported are " + String.join(", ", texts) + hint);
    }
  }

  void value(Shape.Value wanted, Shape.Rules rules) {
    switch (wanted) {
      case BOOL -> isA(Node.Scalar.Kind.BOOLEAN, wanted.title());
      case INT, INT32 -> number(wanted, Integer.MIN_VALUE, Integer.MAX_VALUE, rules);
      case INT64 -> number(wanted, Long.MIN_VALUE, Long.MAX_VALUE, rules);
      case QUANTITY -> quantity(rules);
      default -> {
        if (isA(Node.Scalar.Kind.TEXT, wanted.title())) {
          int before = report.problemCount();
          limits(rules);
          if (report.problemCount() == before) {
            format(wanted);
          }
        }
      }
    }
  }

  private void number(Shape.Value wanted, long least, long most, Shape.Rules rules) {
    if (!isA(Node.Scalar.Kind.INTEGER, wanted.title())) {
      return;
    }
    BigInteger min = BigInteger.valueOf(Math.max(least, rules.min()));
    BigInteger max = BigInteger.valueOf(Math.min(most, rules.max()));
    BigInteger number = new BigInteger(text());
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
      wrong(Rule.INVALID, "must be between " + min + " and " + max);
    }
  }

  /** A quantity may be a number too; then there is nothing more to ask. */
  private void quantity(Shape.Rules rules) {
    boolean number = node instanceof Node.Scalar s && s.kind() == Node.Scalar.Kind.INTEGER;
    if (!number && isA(Node.Scalar.Kind.TEXT, Shape.Value.QUANTITY.title())) {
      limits(rules);
    }
  }

  private void limits(Shape.Rules rules) {
    int length = text().codePointCount(0, text().length());
    if (length < rules.minLength()) {
      wrong(Rule.INVALID, "must not be empty");
    }
    if (length > rules.maxLength()) {
      wrong(Rule.TOO_LONG, "must have at most " + rules.maxLength() + " characters");
    }
    Pattern pattern = rules.pattern();
    if (pattern != null && (length > MAX_PATTERN_LENGTH || !pattern.matcher(text()).find())) {
      wrong(Rule.INVALID, quoted() + " must match " + pattern);
    }
  }

  private void format(Shape.Value wanted) {
    try {
      switch (wanted) {
        case DURATION -> duration(text());
        case TIME -> time(text());
        case BASE64 -> base64(text());
        default -> {}
      }
    } catch (IllegalArgumentException e) {
      wrong(
          wanted == Shape.Value.DURATION ? Rule.INVALID : Rule.TYPE_INVALID,
          String.valueOf(e.getMessage()));
    }
  }

  /** Reads a duration of Go. */
  static java.time.Duration duration(String text) {
    return GoDuration.parse(text.length() > MAX_PATTERN_LENGTH ? shortened(text) : text);
  }

  /** Reads a time of RFC 3339. */
  static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + shortened(text) + "\" is not a time; write 2026-11-24T12:00:00Z", e);
    }
  }

  /** Decodes base64 as Go does: padded, line breaks left out. Never puts the value in a message. */
  static byte[] base64(String text) {
    String joined = text.replace("\n", "").replace("\r", "");
    try {
      if (joined.length() % 4 != 0) {
        throw new IllegalArgumentException("not padded");
      }
      return Base64.getDecoder().decode(joined);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be base64, padded with \"=\"", e);
    }
  }

  private boolean isA(Node.Scalar.Kind kind, String title) {
    if (node instanceof Node.Scalar scalar && scalar.kind() == kind) {
      return true;
    }
    boolean quotable =
        kind == Node.Scalar.Kind.TEXT && node instanceof Node.Scalar && !node.isNull();
    String hint = quotable ? "; put it in quotes" : "";
    wrong(Rule.TYPE_INVALID, "must be " + title + ", not " + node.title() + hint);
    return false;
  }

  private String text() {
    return ((Node.Scalar) node).text();
  }

  private String quoted() {
    return "\"" + shortened(text()) + "\"";
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private void wrong(Rule rule, String message) {
    report.problem(node, path, rule, message);
  }
}
