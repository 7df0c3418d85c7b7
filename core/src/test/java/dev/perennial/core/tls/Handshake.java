package dev.perennial.core.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Full handshakes between two engines in one thread, without a socket. */
final class Handshake {
  private static final SSLContext CLIENT = client();

  private Handshake() {}

  /** Returns the certificate that a client is shown which asks for {@code sni}. */
  static X509Certificate leaf(SSLContext server, @Nullable String sni, String protocol)
      throws SSLException {
    SSLEngine client = CLIENT.createSSLEngine();
    SSLParameters asked = client.getSSLParameters();
    asked.setProtocols(new String[] {protocol});
    if (sni != null) {
      asked.setServerNames(List.of(new SNIHostName(sni)));
    }
    client.setSSLParameters(asked);
    client.setUseClientMode(true);
    SSLEngine serving = server.createSSLEngine();
    serving.setUseClientMode(false);
    serving.setSSLParameters(LiveTls.serverParameters(server));
    run(client, serving);
    X509Certificate leaf = (X509Certificate) client.getSession().getPeerCertificates()[0];
    return leaf;
  }

  static void run(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(1 << 16);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 16);
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

  private static SSLContext client() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("root", Fixtures.ROOT);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
