package dev.perennial.issuer.acme.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a question can be asked. Immutable.
 *
 * @param host a name or an address; empty for DNS over HTTPS
 * @param port the port
 * @param https the URL for DNS over HTTPS (RFC 8484); null for plain DNS
 */
public record Nameserver(String host, int port, @Nullable URI https) {
  /** The port of DNS. */
  public static final int PORT = 53;

  /**
   * Reads {@code host}, {@code host:port}, {@code [address]:port} or a URL that begins with {@code
   * https://}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Nameserver parse(String text) {
    String trimmed = text.strip();
    if (trimmed.startsWith("https://")) {
      return new Nameserver("", 0, URI.create(trimmed));
    }
    int colon = trimmed.lastIndexOf(':');
    boolean hasPort = colon >= 0 && trimmed.indexOf(':') == colon || trimmed.contains("]:");
    String host = (hasPort ? trimmed.substring(0, colon) : trimmed).replaceAll("^\\[|]$", "");
    int port = hasPort ? port(trimmed.substring(colon + 1), text) : PORT;
    if (host.isEmpty()) {
      throw wrong(text);
    }
    return new Nameserver(host, port, null);
  }

  private static int port(String digits, String text) {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port <= 65_535) {
        return port;
      }
      throw wrong(text);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "name server \"" + text + "\" must be host:port, such as 192.0.2.1:53");
  }

  /** Returns the address; a host that is a name is looked up by the JVM. */
  InetSocketAddress address() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(host), port);
  }

  @Override
  public String toString() {
    return https != null
        ? https.toString()
        : host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
