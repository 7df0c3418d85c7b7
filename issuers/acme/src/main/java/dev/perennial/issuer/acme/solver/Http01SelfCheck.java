package dev.perennial.issuer.acme.solver;

import dev.perennial.spi.Http01Solver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks for an answer as the server of a CA would (RFC 8555, section 8.3), before it is asked to
 * look: a redirect is followed, the certificate of an HTTPS target is not checked (cert-manager
 * {@code pkg/issuer/acme/http}). Safe for use by several threads.
 */
public final class Http01SelfCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Far more than a key authorization. */
  private static final int MOST_BYTES = 4096;

  private final HttpClient http;
  private final int port;

  /**
   * Makes a check.
   *
   * @param http what to speak with
   * @param port the port of the domain; 80 but in tests
   */
  public Http01SelfCheck(HttpClient http, int port) {
    this.http = http;
    this.port = port;
  }

  /** Returns why the answer cannot be seen, or empty when it can. */
  Optional<String> problem(String name, String token, String keyAuthorization) {
    String host = name.contains(":") ? "[" + name + "]" : name;
    URI uri =
        URI.create("http://" + host + (port == 80 ? "" : ":" + port) + Http01Solver.PATH + token);
    try {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        String seen = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
        return verdict(uri, response.statusCode(), seen.equals(keyAuthorization));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while asking for " + uri);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Optional.of("failed to perform self check GET request '" + uri + "': " + why);
    }
  }

  private static Optional<String> verdict(URI uri, int status, boolean same) {
    if (status != 200) {
      return Optional.of("wrong status code '" + status + "' from " + uri + ", expected '200'");
    }
    return same
        ? Optional.empty()
        : Optional.of("the answer of " + uri + " is not the key authorization");
  }
}
