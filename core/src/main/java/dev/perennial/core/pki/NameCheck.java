package dev.perennial.core.pki;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks the shape of a name (RFC 5280, section 4.1.2.4) and the characters in it. */
final class NameCheck {
  private static final int UTF8 = 0x0c;
  private static final int NUMERIC = 0x12;
  private static final int PRINTABLE = 0x13;
  private static final int T61 = 0x14;
  private static final int IA5 = 0x16;
  private static final int BMP = 0x1e;

  private NameCheck() {}

  static void check(DerReader input) {
    DerReader name = input.enter(DerReader.SEQUENCE);
    while (!name.atEnd()) {
      DerReader set = name.enter(DerReader.SET);
      while (!set.atEnd()) {
        DerReader attribute = set.enter(DerReader.SEQUENCE);
        attribute.oid();
        int tag = attribute.peek();
        if (!valid(tag, attribute.enterAny().bytes())) {
          throw attribute.malformed("a name holds a text of a wrong type or with wrong characters");
        }
      }
    }
  }

  private static boolean valid(int tag, byte[] text) {
    switch (tag) {
      case T61:
        return true;
      case PRINTABLE:
        return all(text, NameCheck::printable);
      case NUMERIC:
        return all(text, c -> c == ' ' || digit(c));
      case IA5:
        return all(text, c -> c >= 0);
      case UTF8:
        return utf8(text);
      case BMP:
        return bmp(text);
      default:
        return false;
    }
  }

  @FunctionalInterface
  private interface Rule {
    boolean allows(byte c);
  }

  private static boolean all(byte[] text, Rule rule) {
    for (byte c : text) {
      if (!rule.allows(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean digit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** The asterisk and the ampersand do not belong to the type, but real CAs use them. */
  private static boolean printable(byte c) {
    return digit(c)
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || " '()+,-./:=?*&".indexOf(c) >= 0;
  }

  private static boolean utf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean bmp(byte[] text) {
    boolean wrong = text.length % 2 != 0;
    for (int i = 0; i + 1 < text.length; i += 2) {
      int c = (text[i] & 0xff) << 8 | text[i + 1] & 0xff;
      boolean reserved = c >= 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
      wrong |= reserved || Character.isSurrogate((char) c);
    }
    return !wrong;
  }
}
