package dev.perennial.model;

/**
 * The place of a field in a manifest, such as {@code spec.dnsNames[2]}. Immutable.
 *
 * @param text the path as text; empty for the whole document
 */
public record FieldPath(String text) {
  /** The whole document. */
  public static final FieldPath ROOT = new FieldPath("");

  /** The spec of a resource. */
  public static final FieldPath SPEC = new FieldPath("spec");

  /** Returns the path of a field of the object at this path. */
  public FieldPath child(String name) {
    return new FieldPath(text.isEmpty() ? name : text + "." + name);
  }

  /** Returns the path of an element of the list at this path, counted from zero. */
  public FieldPath index(int index) {
    return new FieldPath(text + "[" + index + "]");
  }

  /** Returns the path of an entry of the map at this path. */
  public FieldPath key(String key) {
    return new FieldPath(text + "[" + key + "]");
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
