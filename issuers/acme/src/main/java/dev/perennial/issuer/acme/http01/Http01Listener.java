package dev.perennial.issuer.acme.http01;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A small server that answers HTTP-01 challenges and nothing else. The server of a CA always asks
 * on port 80. Safe for use by several threads.
 */
public final class Http01Listener implements AutoCloseable {
  private final Http01Handler handler;
  private final HttpServer server;

  private Http01Listener(Http01Handler handler, HttpServer server) {
    this.handler = handler;
    this.server = server;
  }

  /**
   * Opens a port, and answers on it until it is closed. The JDK's server starts one thread of its
   * own to accept connections; requests run on the executor of the host.
   *
   * @param handler what answers
   * @param address where to listen; port 0 takes a free one
   * @param executor whose threads do the work
   * @throws UncheckedIOException when the port cannot be opened
   */
  public static Http01Listener open(
      Http01Handler handler, InetSocketAddress address, Executor executor) {
    try {
      HttpServer server = HttpServer.create(address, 0);
      Http01Listener listener = new Http01Listener(handler, server);
      server.createContext("/", listener::handle);
      server.setExecutor(executor);
      server.start();
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /** Returns the port. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean reads =
          exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
      Optional<String> answer =
          reads ? handler.answer(exchange.getRequestURI().getPath()) : Optional.empty();
      if (answer.isEmpty()) {
        exchange.sendResponseHeaders(reads ? 404 : 405, -1);
        return;
      }
      byte[] body = answer.get().getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", Http01Handler.CONTENT_TYPE);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } catch (RuntimeException e) {
      exchange.sendResponseHeaders(503, -1);
    }
  }

  /** Closes the port. */
  @Override
  public void close() {
    server.stop(0);
  }
}
