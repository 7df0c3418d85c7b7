package dev.perennial.core.pki;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a PEM text, one block at a time. Each END line is looked at once, together with the
 * nearest BEGIN line before it, so that the work is linear in the input.
 *
 * <p>What it accepts follows Go's {@code encoding/pem}: blocks begin at the start of a line,
 * headers are skipped, blanks may stand at the end of a line and within base64, padding is
 * required.
 */
final class PemScanner {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n-----END ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);

  private final byte[] data;
  private int position;
  private int countedTo;
  private int line = 1;

  PemScanner(byte[] data) {
    this.data = data;
  }

  /** Returns the next sound block, or null when there is none. */
  @Nullable PemBlock next() {
    int from = position;
    while (from >= 0 && from <= data.length) {
      int end = indexOf(END, from);
      if (end < 0) {
        break;
      }
      int begin = lastIndexOf(BEGIN, from, end);
      int afterEnd = end + END.length;
      if (begin < 0 || (begin > from && data[begin - 1] != '\n')) {
        from = afterEnd;
        continue;
      }
      Candidate candidate = new Candidate(begin + BEGIN.length, end);
      if (candidate.sound()) {
        position = lineAfter(afterEnd - 1);
        return new PemBlock(candidate.label, candidate.der, lineOf(begin));
      }
      from = candidate.runsPast ? -1 : afterEnd;
    }
    position = data.length + 1;
    return null;
  }

  /** The text between one BEGIN and the END line after it. */
  private final class Candidate {
    private final int end;
    private int body;
    private boolean runsPast;
    private String label = "";
    private byte[] der = new byte[0];

    Candidate(int label, int end) {
      this.end = end;
      this.body = label;
    }

    boolean sound() {
      int labelFrom = body;
      int labelTo = lineEnd(body) - DASHES.length;
      body = lineAfter(body);
      if (labelTo < labelFrom || !regionIs(labelTo, DASHES)) {
        return false;
      }
      if (!skipHeaders() || !endLineFits(labelFrom, labelTo)) {
        return false;
      }
      label = new String(data, labelFrom, labelTo - labelFrom, StandardCharsets.UTF_8);
      return decodeBody();
    }

    /** Headers ({@code Name: value} lines) may stand before the base64. */
    private boolean skipHeaders() {
      int bodyTo = end + 1;
      while (body < data.length && hasColon(body, lineEnd(body))) {
        body = lineAfter(body);
        bodyTo = end;
        if (body > end + END.length) {
          runsPast = true;
          return false;
        }
      }
      runsPast = body >= data.length;
      return !runsPast && body <= bodyTo;
    }

    private boolean endLineFits(int labelFrom, int labelTo) {
      int at = end + END.length;
      int length = labelTo - labelFrom;
      int after = at + length + DASHES.length;
      return after <= data.length
          && Arrays.equals(data, labelFrom, labelTo, data, at, at + length)
          && regionIs(at + length, DASHES)
          && lineEnd(after) == after;
    }

    private boolean decodeBody() {
      byte[] packed = new byte[Math.max(0, end - body)];
      int length = 0;
      for (int i = body; i < end; i++) {
        byte b = data[i];
        if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
          packed[length++] = b;
        }
      }
      if (length % 4 != 0) {
        return false;
      }
      try {
        der = Base64.getDecoder().decode(Arrays.copyOf(packed, length));
        return true;
      } catch (IllegalArgumentException notBase64) {
        return false;
      }
    }
  }

  private boolean hasColon(int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] == ':') {
        return true;
      }
    }
    return false;
  }

  private boolean regionIs(int at, byte[] text) {
    return at + text.length <= data.length
        && Arrays.equals(data, at, at + text.length, text, 0, text.length);
  }

  /** Returns where the line that begins at {@code from} ends, blanks at its end left out. */
  private int lineEnd(int from) {
    int end = newline(from);
    if (end < data.length && end > from && data[end - 1] == '\r') {
      end--;
    }
    while (end > from && (data[end - 1] == ' ' || data[end - 1] == '\t')) {
      end--;
    }
    return end;
  }

  private int lineAfter(int from) {
    return Math.min(newline(from) + 1, data.length);
  }

  private int newline(int from) {
    int at = from;
    while (at < data.length && data[at] != '\n') {
      at++;
    }
    return at;
  }

  private int indexOf(byte[] text, int from) {
    for (int i = from; i <= data.length - text.length; i++) {
      if (data[i] == text[0] && regionIs(i, text)) {
        return i;
      }
    }
    return -1;
  }

  private int lastIndexOf(byte[] text, int from, int to) {
    for (int i = to - text.length; i >= from; i--) {
      if (data[i] == text[0] && regionIs(i, text)) {
        return i;
      }
    }
    return -1;
  }

  private int lineOf(int offset) {
    for (; countedTo < offset; countedTo++) {
      if (data[countedTo] == '\n') {
        line++;
      }
    }
    return line;
  }
}
