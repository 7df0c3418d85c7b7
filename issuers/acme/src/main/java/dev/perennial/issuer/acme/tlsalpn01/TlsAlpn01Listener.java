package dev.perennial.issuer.acme.tlsalpn01;

import dev.perennial.spi.ResourceStore;
import dev.perennial.spi.TlsAlpn01Solver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * A small server that answers TLS-ALPN-01 challenges (RFC 8737) and nothing else, for hosts whose
 * own server is not built on the live key manager. The server of a CA always asks on port 443. Each
 * handshake reads the store once, so every node that shares the store answers, for several names at
 * a time. Safe for use by several threads.
 */
public final class TlsAlpn01Listener implements AutoCloseable {
  /** How long one client may take, and how many may be at it at a time. */
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int MOST_CLIENTS = 64;

  /** How often clients that take too long are looked for. */
  private static final int SWEEP_MILLIS = 1_000;

  private final ResourceStore store;
  private final Executor executor;
  private final ServerSocket server;

  /** The open connections, each with the moment at which it began. */
  private final Map<Socket, Long> open = new ConcurrentHashMap<>();

  private TlsAlpn01Listener(ResourceStore store, Executor executor, ServerSocket server) {
    this.store = store;
    this.executor = executor;
    this.server = server;
  }

  /**
   * Opens a port, and answers on it until it is closed.
   *
   * @param store the store of the manager
   * @param address where to listen; port 0 takes a free one
   * @param executor whose threads do the work: one accepts connections for as long as the listener
   *     is open, and each connection takes one for 10 seconds at most; so one that runs its tasks
   *     on the calling thread will not do
   * @throws UncheckedIOException when the port cannot be opened
   */
  public static TlsAlpn01Listener open(
      ResourceStore store, InetSocketAddress address, Executor executor) {
    ServerSocket server = null;
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address);
      server.setSoTimeout(SWEEP_MILLIS);
      TlsAlpn01Listener listener = new TlsAlpn01Listener(store, executor, server);
      executor.execute(listener::accept);
      return listener;
    } catch (IOException e) {
      close(server);
      throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
    } catch (RejectedExecutionException e) {
      close(server);
      throw e;
    }
  }

  /** Returns the port. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.put(client, System.nanoTime());
        if (open.size() > MOST_CLIENTS) {
          finish(client);
        } else {
          executor.execute(() -> answer(client));
        }
      } catch (SocketTimeoutException nobodyCame) {
        // Then there is time to sweep.
      } catch (IOException | RejectedExecutionException e) {
        // One connection is lost until the next sweep, or the port is closed.
      }
      sweep();
    }
    open.keySet().forEach(this::finish);
  }

  private void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (client, since) -> {
          if (now - since > MOST_NANOS) {
            finish(client);
          }
        });
  }

  private void finish(Socket client) {
    open.remove(client);
    close(client);
  }

  private void answer(Socket client) {
    try {
      client.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(MOST_NANOS));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new ChallengeKeys(store)}, new TrustManager[0], null);
      SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
      tls.setUseClientMode(false);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {TlsAlpn01Solver.PROTOCOL});
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      tls.close();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // No challenge, no certificate: the client was told so by an alert.
    } finally {
      finish(client);
    }
  }

  private static void close(java.io.@org.jspecify.annotations.Nullable Closeable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }

  /** Closes the port and all connections. */
  @Override
  public void close() {
    close(server);
    open.keySet().forEach(this::finish);
  }
}
