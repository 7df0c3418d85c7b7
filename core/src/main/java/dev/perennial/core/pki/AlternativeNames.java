package dev.perennial.core.pki;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import javax.security.auth.x500.X500Principal;

/** Reads alternative names in the form of {@code X509Certificate.getSubjectAlternativeNames}. */
final class AlternativeNames {
  private AlternativeNames() {}

  /** Returns pairs of the kind (RFC 5280, section 4.2.1.6) and a text, or DER for other kinds. */
  static Collection<List<?>> read(byte[] der) {
    DerReader names = new DerReader(der, "alternative names").enter(DerReader.SEQUENCE);
    List<List<?>> read = new ArrayList<>();
    while (!names.atEnd()) {
      int kind = names.peek() & 0x1f;
      byte[] element = names.element();
      byte[] content = new DerReader(element, "alternative name").enterAny().bytes();
      read.add(List.of(kind, value(kind, element, content)));
    }
    return List.copyOf(read);
  }

  private static Object value(int kind, byte[] element, byte[] content) {
    switch (kind) {
      case 1:
      case 2:
      case 6:
        return new String(content, StandardCharsets.US_ASCII);
      case 4:
        return new X500Principal(content).getName();
      case 7:
        return address(content);
      case 8:
        byte[] oid = element.clone();
        oid[0] = DerReader.OID;
        return new DerReader(oid, "registered id").oid();
      default:
        return element;
    }
  }

  private static String address(byte[] bytes) {
    StringJoiner text = new StringJoiner(bytes.length == 4 ? "." : ":");
    for (int i = 0; i < bytes.length; i += bytes.length == 4 ? 1 : 2) {
      int high = bytes[i] & 0xff;
      text.add(
          bytes.length == 4
              ? Integer.toString(high)
              : Integer.toHexString(high << 8 | bytes[i + 1] & 0xff));
    }
    return text.toString();
  }
}
