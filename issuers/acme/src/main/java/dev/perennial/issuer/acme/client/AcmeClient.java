package dev.perennial.issuer.acme.client;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.JSON;
import org.shredzone.acme4j.toolbox.JSONBuilder;

/**
 * Speaks to one ACME server. Each call is one exchange, with a nonce asked for before when none is
 * at hand, and asked again at once while the server calls its nonce bad. acme4j has one request of
 * a session wait for the other, so each thread takes a session of its own from a pool.
 *
 * <p>Safe for use by several threads.
 */
public final class AcmeClient {
  private static final String CHAIN_TYPE = "application/pem-certificate-chain";

  private final URI directoryUrl;
  private final OneServer server;
  private final Faults faults;
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  /**
   * Makes a client; nothing is connected yet.
   *
   * @param directoryUrl the URL of the directory (RFC 8555, section 7.1.1)
   * @param http what to speak with
   * @param timeout the bound of one exchange
   * @param clock what tells the time
   */
  public AcmeClient(URI directoryUrl, HttpClient http, Duration timeout, InstantSource clock) {
    this.directoryUrl = directoryUrl;
    this.server = new OneServer(http, timeout);
    this.faults = new Faults(directoryUrl, clock);
  }

  /** One exchange on an open connection. */
  private interface Exchange {
    Reply on(AcmeConnection connection, Session session) throws AcmeException, IOException;
  }

  /**
   * Returns the URL of a resource of the directory, such as {@code newOrder}; empty when the server
   * has none.
   *
   * @throws AcmeFault when the directory cannot be had
   */
  public Optional<String> directoryEntry(String name) {
    Reply reply = exchange((connection, session) -> reply(server.kept(), "", connection));
    return reply.body().get(name).map(JSON.Value::asString);
  }

  /** Returns the {@code meta} object of the directory; an empty one when there is none. */
  public JSON directoryMeta() {
    directoryEntry("newNonce");
    return server.kept().get("meta").map(JSON.Value::asObject).orElseGet(JSON::empty);
  }

  /**
   * Sends a request signed with a key that names itself (RFC 8555, section 6.2: {@code jwk}).
   *
   * @throws AcmeFault when it fails
   */
  public Reply postWithKey(String url, JSONBuilder claims, KeyPair key) {
    return exchange(
        (connection, session) -> {
          connection.sendSignedRequest(url(url), claims, session, key);
          return json(connection);
        });
  }

  /**
   * Sends a request of an account.
   *
   * @throws AcmeFault when it fails
   */
  public Reply post(AccountLogin account, String url, JSONBuilder claims) {
    return exchange(
        (connection, session) -> {
          connection.sendSignedRequest(url(url), claims, login(account, session));
          return json(connection);
        });
  }

  /**
   * Reads a resource of an account (RFC 8555, section 6.3: POST-as-GET).
   *
   * @throws AcmeFault when it fails
   */
  public Reply read(AccountLogin account, String url) {
    return exchange(
        (connection, session) -> {
          connection.sendSignedPostAsGetRequest(url(url), login(account, session));
          return json(connection);
        });
  }

  /**
   * Reads a certificate chain (RFC 8555, section 7.4.2).
   *
   * @return its text and the URLs of the alternates
   * @throws AcmeFault when it fails
   */
  public Reply readChain(AccountLogin account, String url) {
    return exchange(
        (connection, session) -> {
          connection.sendCertificateRequest(url(url), login(account, session));
          String type = connection.header("Content-Type").orElse("");
          if (!type.startsWith(CHAIN_TYPE)) {
            throw AcmeFault.garbled(url + " answered with " + type + ", not " + CHAIN_TYPE, null);
          }
          return reply(JSON.empty(), connection.text(), connection);
        });
  }

  /**
   * Reads a public resource, such as renewal information (RFC 9773, section 4.1).
   *
   * @throws AcmeFault when it fails
   */
  public Reply get(String url) {
    return exchange(
        (connection, session) -> {
          connection.sendRequest(url(url), session, null);
          return json(connection);
        });
  }

  private Reply exchange(Exchange exchange) {
    int edition = server.edition();
    Session session = Optional.ofNullable(idle.pollFirst()).orElseGet(this::newSession);
    try {
      if (!server.isKnown()) {
        on(session, this::askDirectory);
      }
      return on(session, exchange);
    } finally {
      if (edition == server.edition()) {
        idle.addFirst(session);
      }
    }
  }

  private Reply on(Session session, Exchange exchange) {
    try (AcmeConnection connection = (AcmeConnection) session.connect()) {
      try {
        return exchange.on(connection, session);
      } catch (AcmeException | AcmeProtocolException | IOException e) {
        throw moved(faults.of(e, connection), connection.asked());
      }
    }
  }

  private Reply askDirectory(AcmeConnection connection, Session session)
      throws AcmeException, IOException {
    server.ask(directoryUrl, connection, session);
    return reply(JSON.empty(), "", connection);
  }

  /** A resource of the directory that is gone has moved: the next request asks where to. */
  private AcmeFault moved(AcmeFault fault, String asked) {
    boolean known = asked.equals(directoryUrl.toString()) || server.names(asked);
    if (fault.status() != 404 || !known) {
      return fault;
    }
    server.forgetDirectory();
    idle.clear();
    return fault.asServerFault();
  }

  private Session newSession() {
    Session session = new Session(directoryUrl, server);
    session.setLocale(null);
    return session;
  }

  private static Login login(AccountLogin account, Session session) {
    return session.login(url(account.url()), account.keys());
  }

  private Reply json(AcmeConnection connection) throws AcmeException {
    boolean empty =
        connection.header("Content-Length").filter("0"::equals).isPresent()
            || connection.header("Content-Type").isEmpty();
    return reply(empty ? JSON.empty() : connection.readJsonResponse(), "", connection);
  }

  private Reply reply(@Nullable JSON body, String text, AcmeConnection connection) {
    List<String> alternates = connection.links("alternate");
    return new Reply(
        body == null ? JSON.empty() : body,
        text,
        connection.header("Location"),
        faults.retryAfter(connection),
        alternates);
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw AcmeFault.garbled("the server named \"" + text + "\", which is not a URL", e);
    }
  }
}
