package dev.perennial.issuer.acme.solver;

import dev.perennial.issuer.acme.alpn.ChallengeCertificate;
import dev.perennial.issuer.acme.alpn.ServerName;
import dev.perennial.spi.TlsAlpn01Solver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Opens a connection as the server of a CA would (RFC 8737, section 3), before it is asked to look:
 * with the protocol {@code acme-tls/1} and the name of the challenge, and looks at the certificate.
 * The addresses of the name are tried in turn. Safe for use by several threads.
 */
public final class TlsAlpn01SelfCheck {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** Names with more addresses are not looked at more closely. */
  private static final int MOST_ADDRESSES = 4;

  private final SSLContext anyone;
  private final Addresses addresses;
  private final int port;

  /** Finds the addresses of a name. Safe for use by several threads. */
  @FunctionalInterface
  interface Addresses {
    InetAddress[] of(String name) throws UnknownHostException;
  }

  /**
   * Makes a check.
   *
   * @param anyone a context that takes every certificate and resumes no session of another check
   * @param port the port of the domain; 443 but in tests
   */
  public TlsAlpn01SelfCheck(SSLContext anyone, int port) {
    this(anyone, InetAddress::getAllByName, port);
  }

  TlsAlpn01SelfCheck(SSLContext anyone, Addresses addresses, int port) {
    this.anyone = anyone;
    this.addresses = addresses;
    this.port = port;
  }

  /** Returns why the server of a CA would not see the answer, or empty when it would. */
  Optional<String> problem(String name, String keyAuthorization) {
    InetAddress[] found;
    try {
      found = addresses.of(name);
    } catch (UnknownHostException e) {
      return Optional.of(name + " has no address");
    }
    Optional<String> problem = Optional.of(name + " has no address");
    for (int i = 0; i < found.length && i < MOST_ADDRESSES; i++) {
      problem = problemAt(found[i], name, keyAuthorization);
      if (problem.isEmpty()) {
        return problem;
      }
    }
    return problem;
  }

  private Optional<String> problemAt(InetAddress address, String name, String keyAuthorization) {
    String place = name + " at " + address.getHostAddress() + " port " + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      return verdict(place, handshake(socket, ServerName.of(name)), keyAuthorization);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return Optional.of(
          "no connection on protocol " + TlsAlpn01Solver.PROTOCOL + " to " + place + ": " + why);
    }
  }

  /** What a server showed. */
  private record Shown(String protocol, X509Certificate certificate) {}

  private Shown handshake(Socket socket, String serverName) throws IOException {
    try (SSLSocket tls =
        (SSLSocket) anyone.getSocketFactory().createSocket(socket, serverName, port, true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setApplicationProtocols(new String[] {TlsAlpn01Solver.PROTOCOL});
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      String protocol = tls.getApplicationProtocol();
      return new Shown(
          protocol == null ? "" : protocol,
          (X509Certificate) tls.getSession().getPeerCertificates()[0]);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + serverName + "\" is no host name", e);
    }
  }

  private static Optional<String> verdict(String place, Shown shown, String keyAuthorization) {
    if (!shown.protocol().equals(TlsAlpn01Solver.PROTOCOL)) {
      return Optional.of(
          place
              + " does not speak "
              + TlsAlpn01Solver.PROTOCOL
              + ": its server must offer that protocol beside its own");
    }
    return ChallengeCertificate.answers(shown.certificate(), keyAuthorization)
        ? Optional.empty()
        : Optional.of(place + " shows another certificate than that of the challenge");
  }
}
