package dev.perennial.model;

/** Bare e-mail addresses (RFC 5322, section 3.4.1, addr-spec without quoting or comments). */
final class Emails {
  private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

  private Emails() {}

  static boolean isBareAddress(String text) {
    int at = text.lastIndexOf('@');
    return at > 0
        && at < text.length() - 1
        && isDotAtom(text.substring(0, at))
        && isDotAtom(text.substring(at + 1));
  }

  private static boolean isDotAtom(String text) {
    return !text.startsWith(".")
        && !text.endsWith(".")
        && !text.contains("..")
        && text.codePoints()
            .allMatch(c -> c > 127 || Character.isLetterOrDigit(c) || ATOM.indexOf(c) >= 0);
  }
}
