package dev.perennial.core.manifest;

import java.io.Reader;

/**
 * Reads a text in pieces that never end between the two halves of a surrogate pair. The stream
 * reader of snakeyaml-engine 3.0.1 fails with IndexOutOfBoundsException when a piece does and fills
 * its buffer. Not safe for use by several threads.
 */
final class PairedReader extends Reader {
  private final String text;
  private int next;

  PairedReader(String text) {
    this.text = text;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    if (next == text.length()) {
      return -1;
    }
    int end = Math.min(next + length, text.length());
    boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    if (splits && end - next > 1) {
      end--;
    }
    text.getChars(next, end, buffer, offset);
    int read = end - next;
    next = end;
    return read;
  }

  @Override
  public void close() {}
}
