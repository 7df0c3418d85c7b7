package dev.perennial.testkit.acme.validation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An issuer with parameters, as a CAA issue property writes it (RFC 8659, section 4.2). Immutable.
 *
 * @param issuer the issuer's domain name; empty when there is none
 * @param parameters values by lower-case tag
 */
record IssueValue(String issuer, Map<String, String> parameters) {
  IssueValue {
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when it breaks the grammar
   */
  static IssueValue parse(String text) {
    String[] parts = text.split(";", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String parameter = trim(parts[i]);
      boolean endsWithSemicolon = parameter.isEmpty() && parts.length == 2;
      if (!endsWithSemicolon) {
        add(parameter, parameters);
      }
    }
    return new IssueValue(trim(parts[0]), parameters);
  }

  private static void add(String parameter, Map<String, String> parameters) {
    int equals = parameter.indexOf('=');
    String tag = equals < 0 ? "" : trim(parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
    if (tag.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + parameter + "\" is no parameter; tag=value would be right");
    }
    String value = trim(parameter.substring(equals + 1));
    if (!value.chars().allMatch(c -> c > ' ' && c < 127 && c != ';')) {
      throw new IllegalArgumentException("the value of " + tag + " has characters not allowed");
    }
    if (parameters.put(tag, value) != null) {
      throw new IllegalArgumentException(tag + " occurs twice");
    }
  }

  private static String trim(String text) {
    return text.replaceAll("^[ \\t]+|[ \\t]+$", "");
  }

  Optional<String> parameter(String tag) {
    return Optional.ofNullable(parameters.get(tag));
  }
}
