package dev.perennial.spi;

import dev.perennial.model.FieldPath;
import dev.perennial.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the configuration of an issuer from the values of its manifest, and collects what is wrong
 * with it. Not safe for use by several threads.
 */
public final class ConfigReader {
  private final Map<String, Object> fields;
  private final FieldPath path;
  private final List<Violation> violations = new ArrayList<>();

  /**
   * Makes a reader.
   *
   * @param fields the values, as JDK values
   * @param path where they stand in the manifest
   */
  public ConfigReader(Map<String, Object> fields, FieldPath path) {
    this.fields = fields;
    this.path = path;
  }

  /** Returns a text; empty, with a violation, when it is missing or empty. */
  public String requiredText(String name) {
    String text = text(name);
    if (text.isEmpty() && !hasWrongType(name)) {
      violations.add(Violation.required(path.child(name), "must be specified"));
    }
    return text;
  }

  /** Returns a text; empty when it is missing, with a violation when it is something else. */
  public String text(String name) {
    Object value = fields.get(name);
    if (value instanceof String text) {
      return text;
    }
    if (value != null) {
      addTypeViolation(path.child(name), "a text");
    }
    return "";
  }

  /** Returns a list of texts; an empty list when it is missing. What is no text is a violation. */
  public List<String> texts(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      addTypeViolation(path.child(name), "a list of texts");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof String text) {
        texts.add(text);
      } else {
        addTypeViolation(path.child(name).index(i), "a text");
      }
    }
    return List.copyOf(texts);
  }

  /**
   * Returns a list of URLs as {@link #texts} does. An empty one is a violation, and so is one that
   * is not plain ASCII, which no extension of a certificate can hold (RFC 5280, section 7.4).
   */
  public List<String> urls(String name) {
    List<String> urls = texts(name);
    for (int i = 0; i < urls.size(); i++) {
      if (urls.get(i).isEmpty()) {
        violations.add(
            Violation.invalid(
                path.child(name).index(i), "", "must be a valid URL, such as http://ca.example"));
      }
      requireAscii(urls.get(i), path.child(name).index(i));
    }
    return urls;
  }

  /**
   * Returns a list of URLs as {@link #urls} does, without the empty ones, which are no violation
   * (cert-manager accepts them in {@code crlDistributionPoints}).
   */
  public List<String> urlsIfAny(String name) {
    List<String> urls = texts(name);
    for (int i = 0; i < urls.size(); i++) {
      requireAscii(urls.get(i), path.child(name).index(i));
    }
    return urls.stream().filter(url -> !url.isEmpty()).toList();
  }

  private void requireAscii(String url, FieldPath place) {
    if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      violations.add(
          Violation.invalid(
              place, url, "must be printable ASCII without spaces; percent-encode what is not"));
    }
  }

  /** Returns what is wrong so far, in the order in which it was read. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  private boolean hasWrongType(String name) {
    return fields.get(name) != null && !(fields.get(name) instanceof String);
  }

  private void addTypeViolation(FieldPath place, String wanted) {
    violations.add(new Violation(place, Violation.Rule.TYPE_INVALID, "", "must be " + wanted));
  }
}
