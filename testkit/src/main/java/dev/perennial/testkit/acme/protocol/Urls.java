package dev.perennial.testkit.acme.protocol;

import dev.perennial.testkit.acme.traffic.RequestKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The URLs of the CA. Those that the directory lists move together when a test says so; those of
 * accounts, orders and the like stay. Safe for use by several threads.
 */
final class Urls {
  /** The resources that the directory names. */
  private static final Map<RequestKind, String> LISTED =
      new EnumMap<>(
          Map.of(
              RequestKind.NEW_NONCE, "new-nonce",
              RequestKind.NEW_ACCOUNT, "new-account",
              RequestKind.NEW_ORDER, "new-order",
              RequestKind.REVOKE_CERT, "revoke-cert",
              RequestKind.KEY_CHANGE, "key-change",
              RequestKind.RENEWAL_INFO, "renewal-info"));

  /** The resources that have an identifier, which follows the name. */
  private static final Map<RequestKind, String> NAMED =
      new EnumMap<>(
          Map.of(
              RequestKind.ACCOUNT, "account",
              RequestKind.ORDERS, "orders",
              RequestKind.ORDER, "order",
              RequestKind.FINALIZE, "finalize",
              RequestKind.AUTHORIZATION, "authorization",
              RequestKind.CHALLENGE, "challenge",
              RequestKind.CERTIFICATE, "certificate"));

  private static final String DIRECTORY = "/directory";

  private final String base;
  private final AtomicInteger generation = new AtomicInteger(1);

  Urls(int port) {
    this.base = "https://localhost:" + port;
  }

  /**
   * Where a request goes.
   *
   * @param kind the kind of resource
   * @param id what follows its name; empty for those of the directory
   */
  record Route(RequestKind kind, String id) {}

  Route route(String path) {
    if (path.equals(DIRECTORY)) {
      return new Route(RequestKind.DIRECTORY, "");
    }
    String prefix = "/v" + generation.get() + "/";
    if (path.startsWith(prefix)) {
      String rest = path.substring(prefix.length());
      for (Map.Entry<RequestKind, String> entry : LISTED.entrySet()) {
        if (rest.equals(entry.getValue())) {
          return new Route(entry.getKey(), "");
        }
      }
      String renewal = LISTED.get(RequestKind.RENEWAL_INFO) + "/";
      if (rest.startsWith(renewal)) {
        return new Route(RequestKind.RENEWAL_INFO, rest.substring(renewal.length()));
      }
    }
    for (Map.Entry<RequestKind, String> entry : NAMED.entrySet()) {
      String named = "/" + entry.getValue() + "/";
      if (path.startsWith(named) && path.length() > named.length()) {
        return new Route(entry.getKey(), path.substring(named.length()));
      }
    }
    return new Route(RequestKind.OTHER, "");
  }

  /** Moves all that the directory lists; the old URLs are gone. */
  void move() {
    generation.incrementAndGet();
  }

  String absolute(String path) {
    return base + path;
  }

  String directory() {
    return base + DIRECTORY;
  }

  String listed(RequestKind kind) {
    return base + "/v" + generation.get() + "/" + LISTED.get(kind);
  }

  private String named(RequestKind kind, String id) {
    return base + "/" + NAMED.get(kind) + "/" + id;
  }

  String account(String id) {
    return named(RequestKind.ACCOUNT, id);
  }

  /** Returns the identifier of the account with a URL, or empty when it is no such URL. */
  Optional<String> accountId(String url) {
    String prefix = account("");
    return url.startsWith(prefix) && url.length() > prefix.length()
        ? Optional.of(url.substring(prefix.length()))
        : Optional.empty();
  }

  String orders(String accountId) {
    return named(RequestKind.ORDERS, accountId);
  }

  String order(String id) {
    return named(RequestKind.ORDER, id);
  }

  String finalize(String id) {
    return named(RequestKind.FINALIZE, id);
  }

  String authorization(String id) {
    return named(RequestKind.AUTHORIZATION, id);
  }

  String challenge(String id) {
    return named(RequestKind.CHALLENGE, id);
  }

  String certificate(String id) {
    return named(RequestKind.CERTIFICATE, id);
  }
}
