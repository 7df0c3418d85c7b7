package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;

/**
 * Reads the string form of distinguished names (RFC 4514), with the short names that cert-manager
 * knows. One pass over the text; its position is part of every message. Not safe for use by several
 * threads.
 */
final class Rfc4514 {
  private static final int MAX_LENGTH = 16 * 1024;

  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "C", DistinguishedName.COUNTRY,
          "O", DistinguishedName.ORGANIZATION,
          "OU", DistinguishedName.ORGANIZATIONAL_UNIT,
          "CN", DistinguishedName.COMMON_NAME,
          "SERIALNUMBER", DistinguishedName.SERIAL_NUMBER,
          "L", DistinguishedName.LOCALITY,
          "ST", DistinguishedName.PROVINCE,
          "STREET", DistinguishedName.STREET,
          "DC", "0.9.2342.19200300.100.1.25",
          "UID", "0.9.2342.19200300.100.1.1");

  private final String text;
  private final List<List<NameAttribute>> rdns = new ArrayList<>();
  private List<NameAttribute> rdn = new ArrayList<>();
  private String type = "";
  private int start;

  private Rfc4514(String text) {
    this.text = text;
  }

  /** Returns the RDNs in DER order: the last of the text comes first. */
  static List<List<NameAttribute>> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new PkiException(
          Reason.TOO_LARGE, "a subject has at most " + MAX_LENGTH + " characters");
    }
    if (text.isBlank()) {
      return List.of();
    }
    return new Rfc4514(text).parse();
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
    String oid = canonicalOid(type);
    if (oid.isEmpty()) {
      throw new PkiException(
          Reason.INVALID_VALUE,
          "unrecognized attribute type \""
              + type
              + "\" at character "
              + (start + 1)
              + "; known are C, CN, DC, L, O, OU, SERIALNUMBER, ST, STREET, UID and dotted object"
              + " identifiers");
    }
    return oid;
  }

  /** Returns a dotted number list without leading zeros; empty when the text is none. */
  private static String canonicalOid(String text) {
    String[] arcs = text.split("\\.", -1);
    if (arcs.length < 2) {
      return "";
    }
    List<String> numbers = new ArrayList<>();
    for (String arc : arcs) {
      if (arc.isEmpty() || arc.length() > 18 || !arc.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return "";
      }
      numbers.add(Long.toString(Long.parseLong(arc)));
    }
    return String.join(".", numbers);
  }

  private String value(int end) {
    if (start < end && text.charAt(start) == '#') {
      return decoded(text.substring(start + 1, end).strip());
    }
    return unescaped(start, end);
  }

  /** Returns the text of a value given as hex of its BER; other values stay hex of their DER. */
  private String decoded(String hex) {
    try {
      ASN1Primitive value = ASN1Primitive.fromByteArray(HexFormat.of().parseHex(hex));
      if (value instanceof ASN1OctetString octets) {
        return utf8(octets.getOctets());
      }
      return value instanceof ASN1String string
          ? string.getString()
          : "#" + HexFormat.of().formatHex(value.getEncoded("DER"));
    } catch (IOException | IllegalArgumentException e) {
      throw malformed(start, "the value after '#' must be the hex form of a DER value");
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

  private void refuseUnescaped(char c, int position) {
    if (c == '"' || c == '<' || c == '>' || c == '\0') {
      throw malformed(
          position,
          c == '\0' ? "a NUL must be written as \\00" : "a " + c + " must be written as \\" + c);
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

  private PkiException malformed(int position, String rule) {
    return new PkiException(
        Reason.MALFORMED, "the subject is malformed at character " + (position + 1) + ": " + rule);
  }
}
