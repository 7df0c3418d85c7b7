package dev.perennial.model;

/** The grammar of names, label keys and label values, as Kubernetes has it. */
final class ResourceNames {
  static final String SUBDOMAIN_RULE =
      "must be a lower case RFC 1123 subdomain: at most 253 letters, digits, '-' and '.', each part"
          + " beginning and ending with a letter or digit";

  private ResourceNames() {}

  /** Returns whether a text is a lower case RFC 1123 subdomain. */
  static boolean isSubdomain(String text) {
    if (text.isEmpty() || text.length() > 253) {
      return false;
    }
    for (String part : text.split("\\.", -1)) {
      boolean right =
          !part.isEmpty()
              && isLowerAlphanumeric(part.charAt(0))
              && isLowerAlphanumeric(part.charAt(part.length() - 1))
              && part.chars().allMatch(c -> c == '-' || isLowerAlphanumeric(c));
      if (!right) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a text is a qualified name: an optional subdomain, a slash, and a name. */
  static boolean isQualifiedName(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    boolean prefixFits = slash < 0 || isSubdomain(text.substring(0, slash));
    return prefixFits && !name.isEmpty() && isLabelValue(name);
  }

  /** Returns whether a text can be the value of a label. */
  static boolean isLabelValue(String text) {
    return text.isEmpty()
        || (text.length() <= 63
            && isAlphanumeric(text.charAt(0))
            && isAlphanumeric(text.charAt(text.length() - 1))
            && text.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || isAlphanumeric(c)));
  }

  private static boolean isLowerAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isAlphanumeric(int c) {
    return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
  }
}
