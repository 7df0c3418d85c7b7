package dev.perennial.model.x509;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads the string form of distinguished names (RFC 4514), with the short names that cert-manager
 * knows. One pass over the text; its position is part of every message. Source: cert-manager {@code
 * pkg/util/pki/subject.go}.
 */
public final class LiteralSubject {
  private static final int MAX_LENGTH = 16 * 1024;
  private static final String COMMON_NAME = "2.5.4.3";

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "C", "2.5.4.6",
          "O", "2.5.4.10",
          "OU", "2.5.4.11",
          "CN", COMMON_NAME,
          "SERIALNUMBER", "2.5.4.5",
          "L", "2.5.4.7",
          "ST", "2.5.4.8",
          "STREET", "2.5.4.9",
          "DC", "0.9.2342.19200300.100.1.25",
          "UID", "0.9.2342.19200300.100.1.1");

  private final String text;
  private final List<List<NameAttribute>> rdns = new ArrayList<>();
  private List<NameAttribute> rdn = new ArrayList<>();
  private String type = "";
  private int start;

  private LiteralSubject(String text) {
    this.text = text;
  }

  /**
   * Returns the RDNs in DER order: the last of the text comes first.
   *
   * @throws IllegalArgumentException when the text is not a name, or names an attribute type that
   *     is neither known nor an object identifier; the message says where
   */
  public static List<List<NameAttribute>> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a subject has at most " + MAX_LENGTH + " characters");
    }
    return text.isBlank() ? List.of() : new LiteralSubject(text).parse();
  }

  /** Returns the last common name in DER order; empty when there is none. */
  public static String commonName(List<List<NameAttribute>> rdns) {
    String name = "";
    for (List<NameAttribute> rdn : rdns) {
      for (NameAttribute attribute : rdn) {
        name = attribute.oid().equals(COMMON_NAME) ? attribute.value() : name;
      }
    }
    return name;
  }

  private List<List<NameAttribute>> parse() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '=' && type.isEmpty()) {
        type = unescaped(start, i);
        start = i + 1;
      } else if (c == ',' || c == ';' || c == '+') {
        endAttribute(i, c != '+');
        start = i + 1;
      }
    }
    endAttribute(text.length(), true);
    Collections.reverse(rdns);
    return rdns;
  }

  private void endAttribute(int end, boolean endsRdn) {
    if (type.isEmpty()) {
      throw malformed(start, "an attribute must be written as type=value");
    }
    String oid = oid();
    rdn.add(new NameAttribute(oid, value(end)));
    type = "";
    if (endsRdn) {
      rdns.add(rdn);
      rdn = new ArrayList<>();
    }
  }

  private String oid() {
    String known = SHORT_NAMES.get(type);
    if (known != null) {
      return known;
    }
    return ObjectIdentifiers.canonical(type)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unrecognized attribute type \""
                        + type
                        + "\" at character "
                        + (start + 1)
                        + "; known are C, CN, DC, L, O, OU, SERIALNUMBER, ST, STREET, UID and dotted"
                        + " object identifiers"));
  }

  private String value(int end) {
    if (start < end && text.charAt(start) == '#') {
      return decoded(text.substring(start + 1, end).strip());
    }
    return unescaped(start, end);
  }

  private String decoded(String hex) {
    try {
      return HexValue.text(hex);
    } catch (IllegalArgumentException e) {
      throw malformed(start, String.valueOf(e.getMessage()));
    }
  }

  private String unescaped(int from, int to) {
    int begin = from;
    int end = to;
    while (begin < end && text.charAt(begin) == ' ') {
      begin++;
    }
    while (end > begin && text.charAt(end - 1) == ' ' && !isEscaped(begin, end - 1)) {
      end--;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = begin; i < end; ) {
      char c = text.charAt(i);
      if (c == '\\') {
        i = escape(i, end, bytes);
      } else {
        refuseUnescaped(c, i);
        int codePoint = text.codePointAt(i);
        requireWhole(codePoint, i);
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    return utf8(bytes.toByteArray());
  }

  private boolean isEscaped(int begin, int position) {
    int backslashes = 0;
    for (int i = position - 1; i >= begin && text.charAt(i) == '\\'; i--) {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static void refuseUnescaped(char c, int position) {
    if (c == '"' || c == '<' || c == '>' || c == '\0') {
      throw malformed(
          position,
          c == '\0' ? "a NUL must be written as \\00" : "a " + c + " must be written as \\" + c);
    }
  }

  private static void requireWhole(int codePoint, int position) {
    if (Character.MIN_SURROGATE <= codePoint && codePoint <= Character.MAX_SURROGATE) {
      throw malformed(position, "half of a character stands there");
    }
  }

  private int escape(int position, int end, ByteArrayOutputStream bytes) {
    if (position + 1 >= end) {
      throw malformed(position, "a backslash must be followed by the character it escapes");
    }
    char c = text.charAt(position + 1);
    if (" \"#+,;<=>\\".indexOf(c) >= 0) {
      bytes.write(c);
      return position + 2;
    }
    int high = Character.digit(c, 16);
    int low = position + 2 < end ? Character.digit(text.charAt(position + 2), 16) : -1;
    if (high < 0 || low < 0 || c > 'f') {
      throw malformed(
          position, "a backslash must be followed by a special character or two hex digits");
    }
    bytes.write(high * 16 + low);
    return position + 3;
  }

  private String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed(start, "the escaped bytes must be UTF-8");
    }
  }

  private static IllegalArgumentException malformed(int position, String rule) {
    return new IllegalArgumentException(
        "the subject is malformed at character " + (position + 1) + ": " + rule);
  }
}
