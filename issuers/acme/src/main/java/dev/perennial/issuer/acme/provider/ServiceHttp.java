package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.client.BoundedBody;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.IssuerException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP exchange at a time with the service of a provider, bounded in time and size. Faults of
 * the network, status 429 and 5xx are transient. Safe for use by several threads.
 */
final class ServiceHttp {
  private static final long MOST_BYTES = 1L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final String service;
  private final DnsContext context;
  private final HttpClient http;

  /**
   * Makes the client of a service.
   *
   * @param service what the service is called in messages
   */
  ServiceHttp(String service, DnsContext context) {
    this.service = service;
    this.context = context;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(context.timeout())
            .build();
  }

  /** An answer that is no overload and no fault of the server. Immutable. */
  record Answer(int status, String body) {}

  /** Sends a request; a body is JSON. */
  Answer send(String method, URI uri, Map<String, String> headers, Optional<String> json) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(context.timeout());
    headers.forEach(request::header);
    json.ifPresent(body -> request.header("Content-Type", "application/json"));
    request.method(
        method,
        json.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    HttpResponse<InputStream> response;
    String body;
    try {
      response = exchange(request.build());
      body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw IssuerException.retryable(Secrets.REASON, what(uri) + " cannot be reached: " + why, e);
    }
    int status = response.statusCode();
    if (status == 429 || status >= 500) {
      String message = what(uri) + " answers HTTP " + status;
      Optional<Instant> retryAt = response.headers().firstValue("Retry-After").flatMap(this::at);
      throw retryAt
          .map(at -> IssuerException.retryableAt(at, Secrets.REASON, message, null))
          .orElseGet(() -> IssuerException.retryable(Secrets.REASON, message, null));
    }
    return new Answer(status, body);
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(request, BoundedBody.upTo(MOST_BYTES));
    try {
      return answer.get(context.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + context.timeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  /** Neither the query nor the user part of a URL is shown: they may hold secrets. */
  private String what(URI uri) {
    return service + " at " + uri.getHost() + uri.getPath();
  }

  /** RFC 9110, section 10.2.3. */
  private Optional<Instant> at(String retryAfter) {
    Instant now = context.clock().instant();
    try {
      Instant at =
          retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')
              ? now.plusSeconds(retryAfter.length() > 9 ? 999_999_999 : seconds(retryAfter))
              : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Instant latest = now.plus(LONGEST_WAIT);
      return Optional.of(at.isAfter(latest) ? latest : at.isBefore(now) ? now : at);
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long seconds(String digits) {
    return Long.parseLong(digits);
  }
}
