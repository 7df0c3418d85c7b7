package dev.perennial.model;

import dev.perennial.model.x509.IpAddress;
import java.util.Optional;

/**
 * Bare e-mail addresses (RFC 5322, section 3.4.1, addr-spec without quoting or comments) that an
 * rfc822Name can hold (RFC 5280, section 4.2.1.6: in ASCII).
 */
final class Emails {
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

  private Emails() {}

  /** Returns what is wrong with an address, or empty when nothing is. */
  static Optional<String> problem(String text) {
    int at = text.lastIndexOf('@');
    if (at > 0 && text.chars().anyMatch(c -> c > 127)) {
      return Optional.of(
          "has characters outside ASCII, which a certificate cannot hold; write the domain as"
              + " xn--...");
    }
    boolean bare = at > 0 && isDotAtom(text.substring(0, at)) && isDomain(text.substring(at + 1));
    return bare
        ? Optional.empty()
        : Optional.of("is not a bare address, such as alice@example.com");
  }

  private static boolean isDomain(String text) {
    boolean literal = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
    return literal
        ? IpAddress.parse(text.substring(1, text.length() - 1)).isPresent()
        : isDotAtom(text);
  }

  private static boolean isDotAtom(String text) {
    return !text.isEmpty()
        && !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.chars().allMatch(Emails::isAtomCharacter);
  }

  private static boolean isAtomCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || ATOM.indexOf(c) >= 0;
  }
}
