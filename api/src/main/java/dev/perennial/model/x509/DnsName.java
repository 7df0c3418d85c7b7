package dev.perennial.model.x509;

/**
 * DNS names as certificates have them (RFC 5280, section 4.2.1.6): letters, digits, hyphens and
 * underscores, which private names use; a wildcard as the whole leftmost label (RFC 9525, section
 * 6.3); Unicode labels as A-labels (RFC 5891).
 */
public final class DnsName {
  /** The longest name without the final dot (RFC 1035, section 2.3.4). */
  private static final int MAX_LENGTH = 253;

  /** The longest label (RFC 1035, section 2.3.4). */
  private static final int MAX_LABEL = 63;

  private static final String WILDCARD = "*.";

  private DnsName() {}

  /**
   * Returns the form that a certificate holds: Unicode labels as A-labels, the rest as it stands.
   *
   * @throws IllegalArgumentException when nobody can sign the name; the message says why
   */
  public static String toAscii(String text) {
    requireNoOtherKind(text);
    boolean wildcard = text.startsWith(WILDCARD);
    StringBuilder ascii = new StringBuilder();
    String rest = wildcard ? text.substring(WILDCARD.length()) : text;
    for (String label : rest.split("\\.", -1)) {
      ascii.append(ascii.length() == 0 ? "" : ".").append(label(label));
    }
    String name = (wildcard ? WILDCARD : "") + ascii;
    if (name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "has " + name.length() + " characters; at most " + MAX_LENGTH + " are allowed");
    }
    return name;
  }

  /** Returns the form that a certificate holds, or the text itself when it is no DNS name. */
  public static String toAsciiIfValid(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    try {
      return toAscii(text);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Names the mistakes that are made most before the labels are looked at. */
  private static void requireNoOtherKind(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("is empty; a DNS name is needed, such as www.example.com");
    }
    if (text.contains("://")) {
      throw new IllegalArgumentException("is a URL; write its host name alone, or put it in uris");
    }
    if (text.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "has a colon; write the name without a port, and put an IPv6 address in ipAddresses");
    }
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException("is an e-mail address; put it in emailAddresses");
    }
    if (text.codePoints().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("has a space; write one name without any");
    }
    if (text.endsWith(".") && text.length() > 1) {
      throw new IllegalArgumentException("ends with a dot; write it without");
    }
  }

  private static String label(String label) {
    if (label.isEmpty()) {
      throw new IllegalArgumentException("has an empty label; write one dot between two labels");
    }
    if (label.indexOf('*') >= 0) {
      throw new IllegalArgumentException(
          "has a wildcard that is not the whole leftmost label; write *.example.com");
    }
    String ascii = label.chars().allMatch(c -> c < 0x80) ? label : IdnaLabel.toAscii(label);
    if (ascii.length() > MAX_LABEL) {
      throw new IllegalArgumentException(
          "has a label of "
              + ascii.length()
              + " characters; at most "
              + MAX_LABEL
              + " are allowed");
    }
    if (ascii.startsWith("-") || ascii.endsWith("-")) {
      throw new IllegalArgumentException("has a label that begins or ends with a hyphen");
    }
    if (!ascii.chars().allMatch(DnsName::isLabelCharacter)) {
      throw new IllegalArgumentException(
          "has a character other than letters, digits, hyphens and underscores");
    }
    return ascii;
  }

  private static boolean isLabelCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
