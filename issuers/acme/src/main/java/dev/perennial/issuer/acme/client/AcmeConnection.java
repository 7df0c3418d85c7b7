package dev.perennial.issuer.acme.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.DefaultConnection;
import org.shredzone.acme4j.connector.HttpConnector;

/**
 * acme4j's connection with a bound on the time and the size of each answer, headers included, and
 * with its raw headers. An interrupt ends it and stays set. Not safe for use by several threads.
 */
final class AcmeConnection extends DefaultConnection {
  /** The largest answer: a chain, or an order with a thousand authorizations. */
  private static final long MOST_BYTES = 1L << 20;

  private final Duration timeout;
  private String asked = "";

  AcmeConnection(HttpConnector connector, Duration timeout) {
    super(connector);
    this.timeout = timeout;
  }

  @Override
  protected void sendRequest(Session session, URL url, Consumer<HttpRequest.Builder> body)
      throws IOException {
    asked = url.toString();
    HttpRequest.Builder request =
        httpConnector
            .createRequestBuilder(url)
            .timeout(timeout)
            .header("Accept-Charset", "utf-8")
            .header("Accept-Language", session.getLanguageHeader());
    body.accept(request);
    CompletableFuture<HttpResponse<InputStream>> answer =
        httpClient.sendAsync(request.build(), BoundedBody.upTo(MOST_BYTES));
    try {
      lastResponse = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + url, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer from " + url + " within " + timeout.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** Returns the URL of the last request; empty before the first. */
  String asked() {
    return asked;
  }

  /** Returns the status of the last answer, or 0 when there is none. */
  int status() {
    return lastResponse == null ? 0 : lastResponse.statusCode();
  }

  /** Returns the first value of a header of the last answer. */
  Optional<String> header(String name) {
    return lastResponse == null ? Optional.empty() : lastResponse.headers().firstValue(name);
  }

  /** Returns the URLs of the links of a relation (RFC 8288, section 3). */
  List<String> links(String relation) {
    return lastResponse == null
        ? List.of()
        : getLinks(relation).stream().map(URL::toString).distinct().toList();
  }

  /** Returns the body of the last answer. */
  String text() throws IOException {
    if (lastResponse == null) {
      return "";
    }
    return new String(lastResponse.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
