package dev.perennial.issuer.acme.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Domain names as texts: in lower case, without the final dot; the root is empty. A dot or a
 * backslash within a label, and what is not printable, is escaped (RFC 1035, section 5.1).
 */
public final class DnsNames {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;

  private DnsNames() {}

  /** Returns a name in lower case and without the final dot. */
  public static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") && !lower.endsWith("\\.")
        ? lower.substring(0, lower.length() - 1)
        : lower;
  }

  /** Returns the name one label up; empty when there is none. */
  public static String parent(String name) {
    int dot = dot(name, 0);
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  /** Returns whether a name is a zone's or below it. */
  public static boolean isIn(String name, String zone) {
    return zone.isEmpty() || name.equals(zone) || name.endsWith("." + zone);
  }

  private static int dot(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      if (name.charAt(i) == '\\') {
        i++;
      } else if (name.charAt(i) == '.') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the labels of a name as octets.
   *
   * @throws IllegalArgumentException when it is no name
   */
  static List<byte[]> labels(String name) {
    List<byte[]> labels = new ArrayList<>();
    int size = 1;
    String rest = normal(name);
    while (!rest.isEmpty()) {
      int dot = dot(rest, 0);
      byte[] label = octets(dot < 0 ? rest : rest.substring(0, dot), name);
      labels.add(label);
      size += label.length + 1;
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    if (size > LONGEST_NAME) {
      throw new IllegalArgumentException("\"" + name + "\" is too long for a domain name");
    }
    return labels;
  }

  private static byte[] octets(String label, String name) {
    WireWriter octets = new WireWriter();
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c == '\\' && i + 3 < label.length() && Character.isDigit(label.charAt(i + 1))) {
        octets.u8(Integer.parseInt(label.substring(i + 1, i + 4)));
        i += 3;
      } else if (c == '\\' && i + 1 < label.length()) {
        octets.u8(label.charAt(++i));
      } else if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException("\"" + name + "\" is not a domain name in ASCII");
      } else {
        octets.u8(c);
      }
    }
    if (octets.size() == 0 || octets.size() > LONGEST_LABEL) {
      throw new IllegalArgumentException(
          "\"" + name + "\" has a label that is empty or longer than " + LONGEST_LABEL);
    }
    return octets.bytes();
  }

  /** Returns the text of a label. */
  static String text(byte[] label) {
    StringBuilder text = new StringBuilder();
    for (byte b : label) {
      char c = (char) (b & 0xff);
      if (c == '.' || c == '\\') {
        text.append('\\').append(c);
      } else if (c <= ' ' || c > '~') {
        text.append(String.format(Locale.ROOT, "\\%03d", (int) c));
      } else {
        text.append(Character.toLowerCase(c));
      }
    }
    return text.toString();
  }
}
