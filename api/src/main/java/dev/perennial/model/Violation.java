package dev.perennial.model;

/**
 * One rule that a resource breaks. Immutable.
 *
 * @param path where
 * @param rule the kind of rule, as Kubernetes names them
 * @param value the value found, as text; empty when it is missing, too long to show or a secret
 * @param message what is wrong and what would be right
 */
public record Violation(FieldPath path, Rule rule, String value, String message) {
  /** The kinds of rules, as Kubernetes names its field errors. */
  public enum Rule {
    /** A value that must be there is not. */
    REQUIRED("Required"),
    /** A value is malformed or does not fit another. */
    INVALID("Invalid"),
    /** A value may not be set here. */
    FORBIDDEN("Forbidden"),
    /** A value is none of those known. */
    NOT_SUPPORTED("NotSupported"),
    /** A value stands twice. */
    DUPLICATE("Duplicate"),
    /** A value is too long. */
    TOO_LONG("TooLong"),
    /** A list has too many elements. */
    TOO_MANY("TooMany"),
    /** A value is too short. */
    TOO_SHORT("TooShort"),
    /** A list has too few elements. */
    TOO_FEW("TooFew"),
    /** A value has the wrong type. */
    TYPE_INVALID("TypeInvalid"),
    /** A field is not known. */
    UNKNOWN_FIELD("UnknownField");

    private final String title;

    Rule(String title) {
      this.title = title;
    }

    /** Returns the name that Kubernetes has for it, without its prefix {@code FieldValue}. */
    public String title() {
      return title;
    }
  }

  /** Returns a violation of {@link Rule#REQUIRED}. */
  public static Violation required(FieldPath path, String message) {
    return new Violation(path, Rule.REQUIRED, "", message);
  }

  /** Returns a violation of {@link Rule#INVALID}. */
  public static Violation invalid(FieldPath path, Object value, String message) {
    return new Violation(path, Rule.INVALID, String.valueOf(value), message);
  }

  /** Returns a violation of {@link Rule#FORBIDDEN}. */
  public static Violation forbidden(FieldPath path, String message) {
    return new Violation(path, Rule.FORBIDDEN, "", message);
  }

  /** Returns {@code path: "value": message}. */
  @Override
  public String toString() {
    return path + ": " + (value.isEmpty() ? "" : "\"" + value + "\": ") + message;
  }
}
