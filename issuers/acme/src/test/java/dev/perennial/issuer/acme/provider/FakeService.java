package dev.perennial.issuer.acme.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.testkit.contract.DnsTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's HTTP service on loopback, which can be brought into trouble. */
abstract class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  final Map<String, List<String>> records = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  volatile DnsTrouble trouble = DnsTrouble.NONE;

  FakeService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** An answer. */
  record Reply(int status, String json) {}

  /** Answers one request. */
  abstract Reply answer(HttpExchange exchange, String method, String path, String body);

  /** Answers what the vendor does when the credentials are wrong. */
  abstract Reply unauthorized();

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> values(String name) {
    return new ArrayList<>(records.getOrDefault(name, List.of()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      Reply reply =
          switch (trouble) {
            case NONE -> guarded(exchange, path, body);
            case OVERLOADED -> {
              exchange.getResponseHeaders().set("Retry-After", "120");
              yield new Reply(429, "{\"error\": \"slow down\"}");
            }
            case FAILING -> new Reply(500, "oops");
            case SILENT -> silence();
            case WRONG_SECRET -> unauthorized();
          };
      byte[] bytes = reply.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply guarded(HttpExchange exchange, String path, String body) {
    try {
      return answer(exchange, exchange.getRequestMethod(), path, body);
    } catch (AssertionError e) {
      return new Reply(400, "{\"error\": \"" + e.getMessage() + "\"}");
    }
  }

  private Reply silence() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Reply(500, "");
  }

  /** Reads a JSON object. */
  @SuppressWarnings("unchecked")
  static Fields json(String body) {
    return new Fields(JsonMapper.shared().readValue(body, Map.class));
  }

  /** Writes a JSON object. */
  static String text(Map<String, Object> json) {
    return JsonMapper.shared().writeValueAsString(json);
  }

  static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
