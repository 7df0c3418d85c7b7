package dev.perennial.issuer.acme.client;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * Tells acme4j of one server: whose HTTP client to use, and its directory, which is asked for once
 * and kept, whatever the server says of caching. Safe for use by several threads.
 */
final class OneServer extends AbstractAcmeProvider {
  private final HttpClient http;
  private final Duration timeout;
  private final AtomicInteger edition = new AtomicInteger();
  private volatile @Nullable JSON directory;

  OneServer(HttpClient http, Duration timeout) {
    this.http = http;
    this.timeout = timeout;
  }

  @Override
  public boolean accepts(URI server) {
    return true;
  }

  @Override
  public URL resolve(URI server) {
    try {
      return server.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(server + " is not a URL", e);
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    return http;
  }

  @Override
  public Connection connect(URI server, NetworkSettings settings, HttpClient client) {
    return new AcmeConnection(new HttpConnector(settings, client), timeout);
  }

  @Override
  public @Nullable JSON directory(Session session, URI server) throws AcmeException {
    JSON known = directory;
    if (known == null) {
      directory = super.directory(session, server);
      return directory;
    }
    return session.hasDirectory() ? null : known;
  }

  /** Returns whether the directory is kept. */
  boolean isKnown() {
    return directory != null;
  }

  /** Asks for the directory on an open connection, and keeps it. */
  void ask(URI server, AcmeConnection connection, Session session)
      throws AcmeException, IOException {
    connection.sendRequest(resolve(server), session, null);
    JSON read = connection.readJsonResponse();
    if (!read.contains("newNonce") || !read.contains("newAccount")) {
      throw new AcmeProtocolException("it has no newNonce and newAccount");
    }
    directory = read;
  }

  /** Returns the directory that was kept; an empty one before it was asked for. */
  JSON kept() {
    JSON known = directory;
    return known == null ? JSON.empty() : known;
  }

  /** Has the directory asked for anew, as when a URL of it is gone. */
  void forgetDirectory() {
    directory = null;
    edition.incrementAndGet();
  }

  /** Returns how often the directory was forgotten; sessions of an earlier edition are stale. */
  int edition() {
    return edition.get();
  }

  /** Returns whether the directory names a URL. */
  boolean names(String url) {
    return kept().keySet().stream()
        .anyMatch(key -> kept().get(key).optional().filter(v -> isUrl(v, url)).isPresent());
  }

  private static boolean isUrl(JSON.Value value, String url) {
    try {
      return value.asString().equals(url);
    } catch (AcmeProtocolException e) {
      return false; // an object, as meta is
    }
  }
}
