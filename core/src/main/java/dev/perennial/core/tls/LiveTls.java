package dev.perennial.core.tls;

import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Makes what a TLS server needs from a {@link LiveKeyManager}. One context serves for ever: a swap
 * needs no new one.
 *
 * <p>Safe for use by several threads.
 */
public final class LiveTls {
  private LiveTls() {}

  /**
   * Returns a context of the JDK for a server that asks for no client certificate. It speaks TLS
   * 1.3 and 1.2 where {@link #serverParameters} are set on the socket or engine, which also pins
   * this against system properties.
   *
   * @throws IllegalStateException when this JVM has no TLS
   */
  public static SSLContext serverContext(LiveKeyManager keys) {
    Objects.requireNonNull(keys, "keys");
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the context's defaults, with TLS 1.3 and TLS 1.2 only and the server's cipher order.
   */
  public static SSLParameters serverParameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }
}
