package dev.perennial.issuer.acme.dns;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads a DNS message. Whatever the octets are, it ends: a pointer of a compressed name may only
 * point backwards (RFC 1035, section 4.1.4). Not safe for use by several threads.
 */
final class WireReader {
  private static final int POINTER = 0xc0;
  private static final int LONGEST_NAME = 255;

  private final byte[] message;
  private int position;

  WireReader(byte[] message) {
    this.message = message;
  }

  int position() {
    return position;
  }

  void seek(int to) throws IOException {
    if (to > message.length) {
      throw cut();
    }
    position = to;
  }

  int u8() throws IOException {
    if (position >= message.length) {
      throw cut();
    }
    return message[position++] & 0xff;
  }

  int u16() throws IOException {
    return u8() << 8 | u8();
  }

  long u32() throws IOException {
    return (long) u16() << 16 | u16();
  }

  long u48() throws IOException {
    return (long) u16() << 32 | u32();
  }

  byte[] bytes(int count) throws IOException {
    if (position + count > message.length) {
      throw cut();
    }
    position += count;
    return Arrays.copyOfRange(message, position - count, position);
  }

  /** Reads a name; returns it in lower case and without the final dot. */
  String name() throws IOException {
    StringBuilder name = new StringBuilder();
    int after = -1;
    int lowest = position;
    int size = 0;
    while (true) {
      int length = u8();
      if (length == 0) {
        break;
      }
      if ((length & POINTER) == POINTER) {
        int to = (length & 0x3f) << 8 | u8();
        after = after < 0 ? position : after;
        if (to >= lowest) {
          throw new IOException("a name in the answer points to itself");
        }
        lowest = to;
        position = to;
      } else if ((length & POINTER) != 0 || (size += length + 1) > LONGEST_NAME) {
        throw new IOException("a name in the answer is malformed");
      } else {
        name.append(name.isEmpty() ? "" : ".").append(DnsNames.text(bytes(length)));
      }
    }
    position = after < 0 ? position : after;
    return name.toString();
  }

  private static IOException cut() {
    return new IOException("the answer is cut");
  }
}
