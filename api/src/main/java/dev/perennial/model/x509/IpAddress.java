package dev.perennial.model.x509;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, read from text without ever asking DNS. IPv4-mapped IPv6 addresses are
 * IPv4 addresses, as in Go's {@code net.IP}. Immutable.
 */
public final class IpAddress {
  private static final int MAX_TEXT = 64;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the address of 4 or 16 bytes, or empty for any other length.
   *
   * @param bytes in network byte order
   */
  public static Optional<IpAddress> ofBytes(byte[] bytes) {
    if (bytes.length == 16 && isMapped(bytes)) {
      return Optional.of(new IpAddress(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return bytes.length == 4 || bytes.length == 16
        ? Optional.of(new IpAddress(bytes.clone()))
        : Optional.empty();
  }

  /** Returns the address that a text writes, or empty when it writes none; zones are refused. */
  public static Optional<IpAddress> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_TEXT) {
      return Optional.empty();
    }
    byte[] bytes = text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    return bytes == null ? Optional.empty() : ofBytes(bytes);
  }

  private static byte @Nullable [] parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      int value = octet(parts[i]);
      if (value < 0) {
        return null;
      }
      bytes[i] = (byte) value;
    }
    return bytes;
  }

  private static int octet(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= 3
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    int value = digits ? Integer.parseInt(text) : -1;
    return value <= 255 ? value : -1;
  }

  private static byte @Nullable [] parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    String headText = text.substring(0, gap);
    String tailText = text.substring(gap + 2);
    byte[] head = headText.isEmpty() ? new byte[0] : groups(headText);
    byte[] tail = tailText.isEmpty() ? new byte[0] : groups(tailText);
    boolean v4InHead = headText.indexOf('.') >= 0;
    if (head == null || tail == null || v4InHead || head.length + tail.length > 14) {
      return null;
    }
    byte[] bytes = new byte[16];
    System.arraycopy(head, 0, bytes, 0, head.length);
    System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
    return bytes;
  }

  private static byte @Nullable [] groups(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 8) {
      return null;
    }
    byte[] bytes = new byte[16];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean isV4 = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      byte[] group = isV4 ? parseV4(parts[i]) : group(parts[i]);
      if (group == null || length + group.length > 16) {
        return null;
      }
      System.arraycopy(group, 0, bytes, length, group.length);
      length += group.length;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static byte @Nullable [] group(String text) {
    boolean hex =
        !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(HexFormat::isHexDigit);
    if (!hex) {
      return null;
    }
    int value = HexFormat.fromHexDigits(text);
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static boolean isMapped(byte[] bytes) {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xFF && bytes[11] == (byte) 0xFF;
  }

  /** Returns 4 bytes for IPv4 and 16 for IPv6, in network byte order. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns whether this is an IPv4 address. */
  public boolean isV4() {
    return bytes.length == 4;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the canonical text (RFC 5952 for IPv6). */
  @Override
  public String toString() {
    return isV4() ? v4Text() : v6Text();
  }

  private String v4Text() {
    return (bytes[0] & 0xFF)
        + "."
        + (bytes[1] & 0xFF)
        + "."
        + (bytes[2] & 0xFF)
        + "."
        + (bytes[3] & 0xFF);
  }

  private String v6Text() {
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groupAt(i + run) == 0) {
        run++;
      }
      if (run > gapLength) {
        gapStart = i;
        gapLength = run;
      }
      i += run;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
        continue;
      }
      if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groupAt(i)));
    }
    return text.toString();
  }

  private int groupAt(int index) {
    return (bytes[2 * index] & 0xFF) << 8 | (bytes[2 * index + 1] & 0xFF);
  }
}
