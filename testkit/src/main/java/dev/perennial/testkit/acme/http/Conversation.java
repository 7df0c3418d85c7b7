package dev.perennial.testkit.acme.http;

import dev.perennial.testkit.acme.http.Answer.Delivery;
import dev.perennial.testkit.acme.http.Answer.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 (RFC 9112) on one connection: requests with a Content-Length, one after the other. Used
 * by one thread.
 */
final class Conversation {
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_BODY = 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;

  Conversation(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /** Answers one request; returns whether another may follow. */
  boolean exchange(Function<Request, Answer> handler) throws IOException {
    Request request = read();
    if (request == null) {
      return false;
    }
    Answer answer = handler.apply(request);
    if (answer.delivery() == Delivery.NOTHING) {
      return false;
    }
    boolean last =
        request.header("Connection").filter("close"::equalsIgnoreCase).isPresent()
            || answer.delivery() == Delivery.HALF;
    write(request, answer, last);
    return !last;
  }

  /** Reads a request, or returns null at the end of the connection. */
  private @Nullable Request read() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3) {
      throw new IOException("not a request line of HTTP/1.1");
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        headers
            .computeIfAbsent(name, unused -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return new Request(parts[0], parts[1], headers, body(headers));
  }

  private String body(Map<String, List<String>> headers) throws IOException {
    List<String> lengths = headers.getOrDefault("content-length", List.of("0"));
    int length;
    try {
      length = Integer.parseInt(lengths.get(0));
    } catch (NumberFormatException e) {
      throw new IOException("Content-Length is no number", e);
    }
    if (length < 0 || length > MAX_BODY || headers.containsKey("transfer-encoding")) {
      throw new IOException("a body needs a Content-Length of at most " + MAX_BODY);
    }
    if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body is shorter than its Content-Length");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Reads a line, or returns null at the end of the connection. */
  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.size() == MAX_LINE) {
        throw new IOException("a line is longer than " + MAX_LINE);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** Writes head and body at once, so that no packet waits for the other side. */
  private void write(Request request, Answer answer, boolean last) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " \r\n");
    for (Header header : answer.headers()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (answer.status() != 204) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append(last ? "Connection: close\r\n\r\n" : "\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!request.isHead()) {
      int length = answer.delivery() == Delivery.HALF ? body.length / 2 : body.length;
      bytes.write(body, 0, length);
    }
    bytes.writeTo(out);
    out.flush();
  }
}
