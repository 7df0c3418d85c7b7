package dev.perennial.core.tls;

import dev.perennial.spi.TlsAlpn01Solver;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** Which application protocol a handshake has settled on (RFC 7301). */
final class Negotiated {
  private Negotiated() {}

  static boolean isChallenge(SSLEngine engine) {
    try {
      return TlsAlpn01Solver.PROTOCOL.equals(engine.getHandshakeApplicationProtocol());
    } catch (UnsupportedOperationException noAlpn) {
      return false;
    }
  }

  static boolean isChallenge(SSLSocket socket) {
    try {
      return TlsAlpn01Solver.PROTOCOL.equals(socket.getHandshakeApplicationProtocol());
    } catch (UnsupportedOperationException noAlpn) {
      return false;
    }
  }
}
