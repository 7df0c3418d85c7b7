package dev.perennial.core.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Clients that take every certificate, offer what they are told to, and resume no session. */
final class AlpnClient {
  private AlpnClient() {}

  /**
   * What a client saw.
   *
   * @param leaf the certificate
   * @param protocol the application protocol; empty for none
   */
  record Seen(X509Certificate leaf, String protocol) {}

  /** Shakes hands between two engines. */
  static Seen connect(SSLEngine server, @Nullable String sni, String version, String... offered)
      throws SSLException {
    SSLEngine client = context().createSSLEngine();
    client.setUseClientMode(true);
    client.setSSLParameters(asking(client.getSSLParameters(), sni, version, offered));
    Handshake.run(client, server);
    return seen(client.getSession(), client.getApplicationProtocol());
  }

  static SSLParameters asking(
      SSLParameters parameters, @Nullable String sni, String version, String... offered) {
    parameters.setProtocols(new String[] {version});
    parameters.setServerNames(sni == null ? List.of() : List.of(new SNIHostName(sni)));
    parameters.setApplicationProtocols(offered);
    return parameters;
  }

  static Seen seen(SSLSession session, @Nullable String protocol)
      throws SSLPeerUnverifiedException {
    X509Certificate leaf = (X509Certificate) session.getPeerCertificates()[0];
    return new Seen(leaf, protocol == null ? "" : protocol);
  }

  static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anyone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
