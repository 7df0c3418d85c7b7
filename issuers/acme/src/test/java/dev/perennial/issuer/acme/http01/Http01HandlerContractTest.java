package dev.perennial.issuer.acme.http01;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.core.store.InMemoryStore;
import dev.perennial.issuer.acme.StoreSecrets;
import dev.perennial.spi.Http01Solver;
import dev.perennial.testkit.contract.Http01SolverContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers in the store, shown by the handler in a server of the host's own. */
class Http01HandlerContractTest extends Http01SolverContract {
  private HttpServer server;
  private Http01Handler handler;

  @Override
  protected Http01Solver open() throws IOException {
    InMemoryStore store = new InMemoryStore();
    handler = new Http01Handler(store);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    return new Http01Answers(new StoreSecrets(store));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> answer = handler.answer(exchange.getRequestURI().getPath());
      byte[] body = answer.orElse("").getBytes(StandardCharsets.US_ASCII);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(
          answer.isPresent() ? 200 : 404, head || body.length == 0 ? -1 : body.length);
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
