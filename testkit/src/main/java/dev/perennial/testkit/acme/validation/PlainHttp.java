package dev.perennial.testkit.acme.validation;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One GET on a socket of our choice: the JDK's client would ask its own DNS for the name. The
 * answer ends with its Content-Length, its last chunk, or the connection (RFC 9112, section 6.3).
 */
final class PlainHttp {
  private static final int MAX_BYTES = 64 * 1024;

  private PlainHttp() {}

  /**
   * An answer.
   *
   * @param status the status code
   * @param location where a redirect goes; empty when it is none
   * @param body the body
   */
  record Reply(int status, Optional<String> location, String body) {}

  static Reply get(Socket socket, URI url) throws IOException {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String request =
        "GET "
            + path
            + query
            + " HTTP/1.1\r\nHost: "
            + url.getRawAuthority()
            + "\r\nUser-Agent: perennial-testkit-acme-ca\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    int status = status(line(in));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = Math.max(line.indexOf(':'), 0);
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    boolean redirects = status >= 301 && status <= 308 && status != 304;
    Optional<String> location =
        redirects ? Optional.ofNullable(headers.get("location")) : Optional.empty();
    return new Reply(status, location, new String(body(in, headers), StandardCharsets.UTF_8));
  }

  private static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/") || !parts[1].matches("[0-9]{3}")) {
      throw new IOException("the answer is no HTTP: " + line);
    }
    return Integer.parseInt(parts[1]);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks(in);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return in.readNBytes(MAX_BYTES);
    }
    int size = number(length, 10);
    byte[] body = in.readNBytes(size);
    if (body.length < size) {
      throw new IOException("the body ends after " + body.length + " of " + size + " bytes");
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = number(line(in).replaceFirst(";.*", "").strip(), 16);
      body.writeBytes(in.readNBytes(size));
      line(in);
    } while (size > 0 && body.size() <= MAX_BYTES);
    return body.toByteArray();
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= MAX_BYTES) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the answer has a length that is no number: " + text, e);
    }
    throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > MAX_BYTES) {
        throw new IOException("the answer ends within its head");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
