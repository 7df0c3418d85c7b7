package dev.perennial.issuer.acme.provider;

/** Values of TXT records in quotation marks, as zone files write them (RFC 1035, section 5.1). */
final class Quoted {
  private static final int LONGEST = 255;

  private Quoted() {}

  /** Returns a value as character-strings of at most 255 characters, each in quotation marks. */
  static String write(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i == 0 || i < value.length(); i += LONGEST) {
      String part = value.substring(i, Math.min(value.length(), i + LONGEST));
      text.append(i == 0 ? "\"" : " \"");
      text.append(part.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.toString();
  }

  /** Returns the value in one piece; a text without quotation marks is one as it is. */
  static String read(String text) {
    if (!text.startsWith("\"")) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && inside && i + 1 < text.length()) {
        value.append(text.charAt(++i));
      } else if (c == '"') {
        inside = !inside;
      } else if (inside) {
        value.append(c);
      }
    }
    return value.toString();
  }
}
