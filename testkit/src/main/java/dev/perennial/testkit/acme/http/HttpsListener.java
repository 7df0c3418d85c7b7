package dev.perennial.testkit.acme.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * An HTTPS server on a free port of the loopback address. It has one daemon thread that accepts and
 * one for each open connection, which it keeps alive between requests. Safe for use by several
 * threads.
 */
public final class HttpsListener implements AutoCloseable {
  /** How long a connection may be silent, in milliseconds of real time. */
  private static final int IDLE_MILLIS = 60_000;

  private static final int BACKLOG = 200;

  private final SSLServerSocket server;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpsListener(SSLServerSocket server) {
    this.server = server;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "acme-ca-https-" + server.getLocalPort());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a port; connections wait until {@link #serve}.
   *
   * @param tls the server's key and certificate
   * @throws UncheckedIOException when no port can be had
   */
  public static HttpsListener bind(SSLContext tls) {
    try {
      SSLServerSocket server = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      return new HttpsListener(server);
    } catch (IOException e) {
      throw new UncheckedIOException("the ACME test CA finds no port on loopback", e);
    }
  }

  /**
   * Begins to answer.
   *
   * @param handler answers requests; called by several threads at a time
   */
  public void serve(Function<Request, Answer> handler) {
    threads.execute(() -> accept(handler));
  }

  /** Returns the port. */
  public int port() {
    return server.getLocalPort();
  }

  private void accept(Function<Request, Answer> handler) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket, handler));
      } catch (IOException | RejectedExecutionException closed) {
        // The loop ends when the server was closed, and goes on after a connection that failed.
      }
    }
  }

  private void serve(Socket socket, Function<Request, Answer> handler) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      Conversation conversation =
          new Conversation(socket.getInputStream(), socket.getOutputStream());
      boolean goesOn = !server.isClosed();
      while (goesOn) {
        goesOn = conversation.exchange(handler);
      }
    } catch (IOException gone) {
      // The client hung up, or speaks no TLS: its next connection is another one.
    } finally {
      open.remove(socket);
    }
  }

  /** Closes the port and all connections. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the ACME test CA cannot close a socket", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
