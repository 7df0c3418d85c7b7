package dev.perennial.samples.benchmarks;

import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Full TLS 1.3 handshakes between two engines in one thread, without a socket. */
final class Handshakes {
  private Handshakes() {}

  /** Makes one handshake; sessions are not resumed, since each client is a new one. */
  static void run(SSLContext client, SSLContext server, String name) throws SSLException {
    SSLEngine asking = client.createSSLEngine(name, -1);
    SSLParameters asked = asking.getSSLParameters();
    asked.setProtocols(new String[] {"TLSv1.3"});
    asked.setServerNames(List.of(new SNIHostName(name)));
    asking.setSSLParameters(asked);
    asking.setUseClientMode(true);
    asking.getSSLParameters();
    client.getClientSessionContext().setSessionCacheSize(1);
    SSLEngine serving = server.createSSLEngine();
    serving.setUseClientMode(false);
    run(asking, serving);
  }

  private static void run(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 15);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 15);
    client.beginHandshake();
    server.beginHandshake();
    for (int round = 0; round < 100; round++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
      if (idle(client) && idle(server) && toServer.position() == 0 && toClient.position() == 0) {
        return;
      }
    }
    throw new SSLException("no end of the handshake");
  }

  private static boolean idle(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      engine.getDelegatedTask().run();
    } else if (status == HandshakeStatus.NEED_WRAP) {
      engine.wrap(ByteBuffer.allocate(0), out);
    } else {
      in.flip();
      if (in.hasRemaining()) {
        engine.unwrap(in, ByteBuffer.allocate(1 << 15));
      }
      in.compact();
    }
  }
}
