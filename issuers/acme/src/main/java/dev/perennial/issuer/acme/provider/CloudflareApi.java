package dev.perennial.issuer.acme.provider;

import dev.perennial.issuer.acme.config.Fields;
import dev.perennial.spi.DnsContext;
import dev.perennial.spi.IssuerException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * The envelope of Cloudflare's API, version 4: credentials, pages, errors. Source: {@code
 * developers.cloudflare.com/api}. Safe for use by several threads.
 */
final class CloudflareApi {
  private static final int MOST_PAGES = 100;

  /** Errors that are about the credentials, whatever the status: 6003 comes with 400. */
  private static final Set<Integer> CREDENTIALS = Set.of(6003, 6103, 6111, 9103, 9109, 10000);

  private final URI base;
  private final DnsContext context;
  private final Fields config;
  private final ServiceHttp http;

  CloudflareApi(URI base, DnsContext context) {
    this.base = base;
    this.context = context;
    this.config = new Fields(context.config());
    this.http = new ServiceHttp("Cloudflare", context);
  }

  /** What came back. Immutable. */
  record Reply(boolean success, List<Fields> result, int pages, List<Fields> errors) {
    boolean failedWith(int code) {
      return errors.stream().anyMatch(e -> number(e, "code") == code);
    }
  }

  /**
   * Returns the objects of all pages of a list. After the first, the pages are read from the last
   * on: what others delete meanwhile moves the rest to earlier pages, so that one may be seen twice
   * and none is missed.
   */
  List<Fields> list(String path, Map<String, String> query) {
    Reply first = page(path, query, 1);
    List<Fields> all = new ArrayList<>(first.result());
    int last = Math.min(first.pages(), MOST_PAGES);
    for (int page = last; last > 1 && page >= 1; page--) {
      all.addAll(page(path, query, page).result());
    }
    return all;
  }

  private Reply page(String path, Map<String, String> query, int page) {
    Map<String, String> full = new LinkedHashMap<>(query);
    full.put("page", String.valueOf(page));
    Reply reply = send("GET", path + "?" + encode(full), Optional.empty());
    require(reply, path);
    return reply;
  }

  /** Sends one request; a wrong credential is thrown, other errors are returned. */
  Reply send(String method, String path, Optional<String> json) {
    ServiceHttp.Answer answer = http.send(method, URI.create(base + path), credentials(), json);
    Reply reply = parse(answer, path);
    boolean unauthorized =
        answer.status() == 401
            || answer.status() == 403
            || reply.errors().stream().anyMatch(e -> CREDENTIALS.contains(number(e, "code")));
    if (unauthorized) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "Cloudflare does not accept "
              + Secrets.place(reference())
              + ", or it may not edit the zone: "
              + text(reply.errors()),
          null);
    }
    return reply;
  }

  /** Throws what the API says of a request that failed. */
  void require(Reply reply, String path) {
    if (!reply.success()) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "Cloudflare refuses " + path.replaceFirst("\\?.*", "") + ": " + text(reply.errors()),
          null);
    }
  }

  /** Returns how the credentials are named in messages. */
  String credentialsPlace() {
    return Secrets.place(reference());
  }

  private Fields reference() {
    return config.has("apiTokenSecretRef")
        ? config.object("apiTokenSecretRef")
        : config.object("apiKeySecretRef");
  }

  private Map<String, String> credentials() {
    String secret = Secrets.text(context, reference());
    if (secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw IssuerException.retryable(
          Secrets.REASON,
          Secrets.place(reference()) + " has characters that no Cloudflare token or key has",
          null);
    }
    return config.has("apiTokenSecretRef")
        ? Map.of("Authorization", "Bearer " + secret)
        : Map.of("X-Auth-Email", config.text("email"), "X-Auth-Key", secret);
  }

  private static Reply parse(ServiceHttp.Answer answer, String path) {
    try {
      Fields body = new Fields(JSON.parse(answer.body()).toMap());
      List<Fields> result =
          body.objects("result").isEmpty() && !body.object("result").names().isEmpty()
              ? List.of(body.object("result"))
              : body.objects("result");
      return new Reply(
          body.flag("success"),
          result,
          number(body.object("result_info"), "total_pages"),
          body.objects("errors"));
    } catch (AcmeProtocolException e) {
      throw IssuerException.retryable(
          Secrets.REASON,
          "Cloudflare answers HTTP " + answer.status() + " to " + path + ", and no JSON",
          null);
    }
  }

  private static int number(Fields fields, String name) {
    return fields.values().get(name) instanceof Number number ? number.intValue() : 0;
  }

  private static String text(List<Fields> errors) {
    return errors.isEmpty()
        ? "it does not say why"
        : errors.stream()
            .map(e -> e.text("message") + " (" + number(e, "code") + ")")
            .collect(Collectors.joining("; "));
  }

  private static String encode(Map<String, String> query) {
    return query.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
