package dev.perennial.issuer.acme.http01;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.spi.Http01Solver;
import dev.perennial.testkit.contract.Http01SolverContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files in the folder of a web server. */
class Http01WebrootContractTest extends Http01SolverContract {
  @TempDir Path folder;
  private HttpServer server;

  @Override
  protected Http01Solver open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::file);
    server.start();
    return new Http01Webroot(folder);
  }

  /** As any web server: a path is a file. */
  private void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = Files.readAllBytes(file);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(200, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  protected URI site() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  protected void shut() {
    server.stop(0);
  }
}
