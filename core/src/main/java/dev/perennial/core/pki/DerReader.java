package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A cursor over DER, one level at a time: it never recurses and never believes a length that its
 * input does not have. Lengths and integers must have their shortest form.
 */
final class DerReader {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OID = 0x06;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;

  private final byte[] data;
  private final int end;
  private final String place;
  private int position;

  DerReader(byte[] data, String place) {
    this(data, 0, data.length, place);
  }

  private DerReader(byte[] data, int from, int to, String place) {
    this.data = data;
    this.position = from;
    this.end = to;
    this.place = place;
  }

  boolean atEnd() {
    return position == end;
  }

  /** Returns whether the next element has this identifier octet. */
  boolean next(int tag) {
    return position < end && (data[position] & 0xff) == tag;
  }

  /** Steps over an element with this identifier octet and returns a cursor over its content. */
  DerReader enter(int tag) {
    if (!next(tag)) {
      throw malformed(atEnd() ? "an element is missing" : "an element has another type");
    }
    return enterAny();
  }

  /** Steps over the next element, whatever it is, and returns a cursor over its content. */
  DerReader enterAny() {
    int start = position;
    skipIdentifier();
    int length = length();
    if (length > end - position) {
      position = start;
      throw malformed("an element is longer than what holds it");
    }
    DerReader content = new DerReader(data, position, position + length, place);
    position += length;
    return content;
  }

  /** Steps over the next element and returns all of its bytes. */
  byte[] element() {
    int start = position;
    enterAny();
    return Arrays.copyOfRange(data, start, position);
  }

  byte[] bytes() {
    byte[] rest = Arrays.copyOfRange(data, position, end);
    position = end;
    return rest;
  }

  BigInteger integer() {
    byte[] content = enter(INTEGER).bytes();
    boolean longer =
        content.length > 1
            && ((content[0] == 0 && content[1] >= 0) || (content[0] == -1 && content[1] < 0));
    if (content.length == 0 || longer) {
      throw malformed("an integer is not in its shortest form");
    }
    return new BigInteger(content);
  }

  /** Returns the dotted text of an object identifier of common size. */
  String oid() {
    byte[] content = enter(OID).bytes();
    if (content.length == 0 || content.length > 64 || content[content.length - 1] < 0) {
      throw malformed("an object identifier is cut off or too long");
    }
    StringBuilder text = new StringBuilder();
    BigInteger arc = BigInteger.ZERO;
    for (byte b : content) {
      arc = arc.shiftLeft(7).or(BigInteger.valueOf(b & 0x7f));
      if (b >= 0) {
        appendArc(text, arc);
        arc = BigInteger.ZERO;
      }
    }
    return text.toString();
  }

  void requireEnd() {
    if (!atEnd()) {
      throw malformed("more data follows");
    }
  }

  PkiException malformed(String what) {
    return new PkiException(
        Reason.MALFORMED, place + ": " + what + " (byte " + position + "); DER is needed");
  }

  private static void appendArc(StringBuilder text, BigInteger arc) {
    if (!text.isEmpty()) {
      text.append('.').append(arc);
      return;
    }
    BigInteger top = arc.divide(BigInteger.valueOf(40)).min(BigInteger.TWO);
    text.append(top).append('.').append(arc.subtract(top.multiply(BigInteger.valueOf(40))));
  }

  private void skipIdentifier() {
    if (atEnd()) {
      throw malformed("an element is missing");
    }
    boolean longForm = (data[position++] & 0x1f) == 0x1f;
    while (longForm) {
      if (atEnd()) {
        throw malformed("a tag is cut off");
      }
      longForm = data[position++] < 0;
    }
  }

  private int length() {
    if (atEnd()) {
      throw malformed("a length is missing");
    }
    int first = data[position++] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > 4 || count > end - position) {
      throw malformed("a length is indefinite, too long or cut off");
    }
    long length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | data[position++] & 0xff;
    }
    if (length < 0x80 || length >> 8 * (count - 1) == 0) {
      throw malformed("a length is not in its shortest form");
    }
    return (int) Math.min(length, Integer.MAX_VALUE);
  }
}
