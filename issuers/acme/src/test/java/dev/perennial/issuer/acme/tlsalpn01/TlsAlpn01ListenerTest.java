package dev.perennial.issuer.acme.tlsalpn01;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.perennial.core.store.InMemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of the listener; what it shows is a matter of the contract. */
class TlsAlpn01ListenerTest {
  private static final InetSocketAddress FREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void closingEndsTheThreadsAndTheConnections() throws Exception {
    TlsAlpn01Listener listener = TlsAlpn01Listener.open(new InMemoryStore(), FREE, threads);
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      silent.setSoTimeout(10_000);
      listener.close();
      threads.shutdown();
      assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS), "a thread goes on");
      int seen;
      try {
        seen = silent.getInputStream().read();
      } catch (IOException reset) {
        seen = -1;
      }
      assertEquals(-1, seen);
    }
  }

  @Test
  void whatIsNoTlsDoesNoHarm() throws Exception {
    try (TlsAlpn01Listener listener = TlsAlpn01Listener.open(new InMemoryStore(), FREE, threads)) {
      for (int i = 0; i < 3; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
          socket.setSoTimeout(10_000);
          socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes("US-ASCII"));
          assertTrue(socket.getInputStream().readAllBytes().length < 100);
        } catch (IOException reset) {
          // Closed with our text unread.
        }
      }
    }
  }

  @Test
  void aPortInUseIsNamed() {
    try (TlsAlpn01Listener listener = TlsAlpn01Listener.open(new InMemoryStore(), FREE, threads)) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port());
      UncheckedIOException refused =
          assertThrows(
              UncheckedIOException.class,
              () -> TlsAlpn01Listener.open(new InMemoryStore(), taken, threads));
      assertTrue(refused.getMessage().startsWith("cannot listen on "), refused.getMessage());
    }
  }

  @Test
  void anExecutorThatIsDownOpensNothing() {
    threads.shutdown();
    assertThrows(
        RejectedExecutionException.class,
        () -> TlsAlpn01Listener.open(new InMemoryStore(), FREE, threads));
  }
}
