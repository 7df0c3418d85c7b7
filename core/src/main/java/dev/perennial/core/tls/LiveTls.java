package dev.perennial.core.tls;

import dev.perennial.spi.TlsAlpn01Solver;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

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

  /**
   * Lets a server answer TLS-ALPN-01 challenges (RFC 8737) on the port on which it serves its own
   * protocols: a client that offers {@code acme-tls/1} and none of these gets that protocol, and
   * the certificate of the challenge. Works with sockets and engines, with TLS 1.3 and 1.2; the
   * keys are to be built with {@link LiveKeyManager.Builder#answerChallenges}.
   *
   * <p>A client that offers no protocols is served as ever. One that offers others only is refused
   * (RFC 7301, section 3.2), so all that the server speaks must be named.
   *
   * @param parameters what to change
   * @param protocols the protocols that the server speaks, the best first: {@code "http/1.1"} for
   *     the JDK's HTTPS server
   * @return the parameters that were given
   * @throws IllegalArgumentException when no protocol is named
   */
  public static SSLParameters withChallenges(SSLParameters parameters, String... protocols) {
    if (protocols.length == 0) {
      throw new IllegalArgumentException(
          "name the protocols that the server speaks, such as http/1.1: clients that offer others"
              + " are refused");
    }
    String[] all = Arrays.copyOf(protocols, protocols.length + 1);
    all[protocols.length] = TlsAlpn01Solver.PROTOCOL;
    parameters.setApplicationProtocols(all);
    return parameters;
  }

  /**
   * Does as {@link #withChallenges} for servers that choose the protocol by a function ({@link
   * SSLEngine#setHandshakeApplicationProtocolSelector}): who offers {@code acme-tls/1} alone gets
   * it, all others what the server chooses. With TLS 1.3 only: in TLS 1.2 the JDK asks for the key
   * before it asks the function, so a challenge is refused there. The servers of CAs speak TLS 1.3.
   *
   * @param own chooses among the protocols of the server itself; an empty text leaves protocols
   *     out, null refuses the client
   */
  public static BiFunction<SSLEngine, List<String>, @Nullable String> engineSelector(
      BiFunction<SSLEngine, List<String>, @Nullable String> own) {
    Objects.requireNonNull(own, "own");
    return (engine, offered) ->
        isChallenge(offered)
            ? challengeIn(engine.getHandshakeSession())
            : own.apply(engine, offered);
  }

  /**
   * Does as {@link #engineSelector} for sockets ({@link
   * SSLSocket#setHandshakeApplicationProtocolSelector}).
   *
   * @param own chooses among the protocols of the server itself
   */
  public static BiFunction<SSLSocket, List<String>, @Nullable String> socketSelector(
      BiFunction<SSLSocket, List<String>, @Nullable String> own) {
    Objects.requireNonNull(own, "own");
    return (socket, offered) ->
        isChallenge(offered)
            ? challengeIn(socket.getHandshakeSession())
            : own.apply(socket, offered);
  }

  /** Whoever validates offers this protocol and no other (RFC 8737, section 3). */
  private static boolean isChallenge(List<String> offered) {
    return offered.size() == 1 && offered.contains(TlsAlpn01Solver.PROTOCOL);
  }

  private static @Nullable String challengeIn(@Nullable SSLSession handshake) {
    return handshake != null && handshake.getProtocol().equals("TLSv1.3")
        ? TlsAlpn01Solver.PROTOCOL
        : null;
  }
}
