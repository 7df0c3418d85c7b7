package dev.perennial.core.pki;

import dev.perennial.core.pki.PkiException.Reason;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A cursor over DER, one level at a time: it never recurses and never believes a length that its
 * input does not have. Lengths and integers must have their shortest form.
 */
final class DerReader {
  static final int BOOLEAN = 0x01;
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

  /** Returns the identifier octet of the next element; -1 at the end. */
  int peek() {
    return atEnd() ? -1 : data[position] & 0xff;
  }

  /** Steps over the next element and returns all of its bytes. */
  byte[] element() {
    return element(peek());
  }

  /** Steps over an element with this identifier octet and returns all of its bytes. */
  byte[] element(int tag) {
    int start = position;
    enter(tag);
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

  /** Returns the dotted text of an object identifier whose arcs have at most 31 bits. */
  String oid() {
    DerReader content = enter(OID);
    if (content.atEnd()) {
      throw malformed("an object identifier is empty");
    }
    long first = content.arc();
    long top = Math.min(first / 40, 2);
    StringBuilder text = new StringBuilder().append(top).append('.').append(first - 40 * top);
    while (!content.atEnd()) {
      text.append('.').append(content.arc());
    }
    return text.toString();
  }

  boolean bool() {
    byte[] content = enter(BOOLEAN).bytes();
    if (content.length != 1 || (content[0] != 0 && content[0] != -1)) {
      throw malformed("a boolean is neither 00 nor FF");
    }
    return content[0] == -1;
  }

  /** Returns the bits, the first one in the highest bit of the first byte. */
  byte[] bits() {
    byte[] content = enter(BIT_STRING).bytes();
    int unused = content.length == 0 ? 8 : content[0];
    boolean stray =
        unused > 0
            && unused < 8
            && (content.length == 1 || (content[content.length - 1] & (1 << unused) - 1) != 0);
    if (unused < 0 || unused > 7 || stray) {
      throw malformed("a bit string has a wrong count of unused bits");
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /** Returns the bytes of a bit string that has no unused bits. */
  byte[] wholeBits() {
    byte[] element = element(BIT_STRING);
    DerReader content = new DerReader(element, place).enterAny();
    if (content.peek() != 0) {
      throw malformed("a bit string does not end with a whole byte");
    }
    return new DerReader(element, place).bits();
  }

  /** Steps over what follows, which must be elements. */
  void skipRest() {
    while (!atEnd()) {
      enterAny();
    }
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

  private long arc() {
    long arc = 0;
    int from = position;
    do {
      if (atEnd() || arc >> 24 != 0 || data[from] == (byte) 0x80) {
        throw malformed("an object identifier is cut off, too large or not in its shortest form");
      }
      arc = arc << 7 | data[position] & 0x7f;
    } while (data[position++] < 0);
    return arc;
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
